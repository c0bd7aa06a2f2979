import { UserError } from '../errors.ts';
import type { Standing } from '../reminders/desk.ts';
import { literal } from '../replies/markdown.ts';
import { foldText } from '../search/normalize.ts';
import type { Context } from './command.ts';
import { getDesk } from './place.ts';

/** @throws UserError that says what there is, unless exactly one is meant */
export async function pick(
  context: Context,
  { serverId, channelId, search }: { serverId: string; channelId: string; search: string | undefined },
): Promise<Standing> {
  const { t, list: listed } = context.language;
  const channel = `<#${channelId}>`;
  const here = (await getDesk(context).list(serverId)).filter(
    ({ subscription }) => subscription.channelId === channelId,
  );
  if (here.length === 0) throw new UserError(t('remind.notReminded', { channel }));
  const meant = search === undefined ? here : madeWith(here, search);
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  const words = here.map(({ subscription }) =>
    subscription.search === ''
      ? t('remind.oneForAll')
      : t('remind.oneLike', { text: literal(subscription.search) }),
  );
  const said = { channel, words: listed(words) };
  if (search !== undefined && first === undefined)
    throw new UserError(t('remind.noneLike', { ...said, text: literal(search) }));
  throw new UserError(t('remind.several', said));
}

/** Those with exactly these words, else those with the same in other letters: “Exercise”, “exercise”. */
function madeWith(standings: readonly Standing[], search: string): readonly Standing[] {
  const exact = standings.filter(({ subscription }) => subscription.search === search);
  if (exact.length > 0) return exact;
  const folded = foldText(search);
  return standings.filter(({ subscription }) => foldText(subscription.search) === folded);
}
