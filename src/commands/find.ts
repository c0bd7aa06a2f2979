import type { Facts } from '../data/facts.ts';
import { customId } from '../replies/custom-id.ts';
import type { Reply } from '../replies/reply.ts';
import type { RecordType } from '../search/search.ts';
import type { Command, Context } from './command.ts';
import { renderFound, renderNothingFound } from './find.render.ts';
import { workOutOf } from './in-slices.ts';
import { renderItems } from './item.render.ts';
import { getById, onlyOf, type Ref, withoutLabel } from './lookup.ts';
import { renderMeeting } from './meetings.render.ts';
import { EVERYWHERE, PRIVATE_OPTION, textOption } from './options.ts';
import { renderParty } from './party.render.ts';
import { nextAlike } from './series.ts';
import { renderSource } from './source.render.ts';
import { suggest } from './suggest.ts';
import { answerTotal } from './total.ts';

const TYPES: readonly RecordType[] = ['item', 'assistance', 'program', 'party', 'engagement', 'source'];

function open(ref: Ref, context: Context): Reply | Promise<Reply> {
  const { facts, now } = context;
  switch (ref.type) {
    case 'item':
      return workOutOf(facts, renderItems(context, onlyOf(ref), customId('item', 'open')));
    case 'engagement':
      return renderMeeting(context, facts.getEngagement(ref.id), now);
    case 'source':
      return renderSource(context, facts.getSource(ref.id), 0);
    case 'assistance':
      return answerTotal({ of: ref.id }, context);
    case 'program':
      return answerTotal({ program: ref.id }, context);
    case 'party':
      return workOutOf(facts, renderParty(context, facts.getParty(ref.id)));
  }
}

/** A series is found by its first meeting; people ask for its next. */
function nextOf<T extends Ref>(facts: Facts, record: T, now: Temporal.Instant): T {
  const engagement = record.type === 'engagement' ? facts.findEngagement(record.id) : undefined;
  return engagement === undefined ? record : { ...record, id: nextAlike(facts, engagement, now).id };
}

export const find = {
  data: {
    name: 'find',
    description: 'Look for anything: items, assistance, programs, givers and recipients, meetings, sources',
    ...EVERYWHERE,
    options: [
      textOption('text', 'What to look for, in any words', { required: true, autocomplete: true }),
      PRIVATE_OPTION,
    ],
  },
  examples({ facts }) {
    const party = facts.parties.at(-1);
    const [program] = facts.programs;
    return [party, program].map((ref) => ref && `/find text: ${ref.name}`);
  },

  execute(interaction, context) {
    const text = withoutLabel(interaction.options.getString('text', true));
    const { facts, now, search } = context;
    const { hits, ...found } = search.find(text, { types: TYPES });
    const menuId = customId('find', 'open');
    if (hits.length === 0) return renderNothingFound(context, text);
    const next = hits.map((hit) => ({ ...hit, record: nextOf(facts, hit.record, now) }));
    return renderFound(context, text, { ...found, hits: next }, menuId);
  },

  autocomplete({ value }, context) {
    return suggest(context, value, TYPES).map(({ name }) => ({
      name,
      value: withoutLabel(name),
    }));
  },

  press({ values: [value = ''] }, context) {
    const at = value.indexOf(':');
    const type = TYPES.find((candidate) => candidate === value.slice(0, at));
    return open(getById(context, value.slice(at + 1), type === undefined ? [] : [type]), context);
  },
} satisfies Command;
