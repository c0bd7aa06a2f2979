import type { APIEmbedField } from 'discord.js';
import type { Assistance } from '../data/facts.ts';
import type { Contained, CountedByParts, Total } from '../data/total.ts';
import type { Language } from '../i18n/language.ts';
import { nameOfProgram, renderMoney, renderStatus } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { literal } from '../replies/markdown.ts';
import type { View } from '../replies/view.ts';

/** How many lines of one sort a reply shows; the menu opens the rest. */
export const LINES = 8;

export function renderUnpublished(view: View, { unpublished, countedByParts }: Total): APIEmbedField[] {
  const plainly = ({ assistance }: { readonly assistance: Assistance }) => renderPlainly(view, assistance);
  const { language } = view;
  const listing = (name: string) => ({ name, most: LINES });
  return [
    ...renderEach(language, listing(language.t('parts.notPublished')), unpublished, plainly),
    ...renderEach(language, listing(language.t('sums.byParts')), countedByParts, (one) =>
      renderByParts(language, one),
    ),
  ];
}

function renderByParts({ t, list }: Language, { assistance, parts }: CountedByParts): string {
  const said = {
    title: literal(assistance.title),
    parts: list(parts.slice(0, LINES).map(({ title }) => literal(title))),
  };
  return parts.length > LINES ? t('sums.byPartsOthers', said) : t('sums.byPartsOf', said);
}

export function renderContained(language: Language, { contained }: Total): APIEmbedField[] {
  const listing = { name: language.t('sums.contained'), most: LINES };
  return renderEach(language, listing, contained, (one) => renderInside(language, one));
}

function renderInside(language: Language, { assistance, containedIn }: Contained): string {
  const { t } = language;
  const wholes = language.list(containedIn.map(({ title }) => literal(title)));
  const said = {
    amount: renderMoney(language, assistance),
    kind: t(`kinds.${assistance.kind}`),
    title: literal(assistance.title),
  };
  return wholes ? t('sums.insideOf', { ...said, wholes }) : t('sums.inside', said);
}

/** One line about a fact: its money or that none is published, what it is, its kind, time and goods. */
export function renderPlainly({ facts, language }: View, assistance: Assistance): string {
  const program = nameOfProgram(facts, assistance.programId);
  const money = assistance.amount === undefined ? '' : `${renderMoney(language, assistance)}: `;
  const about = [renderStatus(language, assistance), program].filter(Boolean).join('; ');
  return `• ${money}${literal(assistance.title)} · ${about}${renderGoods(language, assistance)}`;
}

/** " · trucks, generators and 3 more"; of an item that is all there is to say of the record, only how many. */
function renderGoods(language: Language, assistance: Assistance): string {
  const [only, ...others] = assistance.items;
  if (only === undefined) return '';
  const isSame = others.length === 0 && only.name.toLowerCase() === assistance.title.toLowerCase();
  if (!isSame) return ` · ${renderItemNames(language, assistance, 4)}`;
  return only.quantity === undefined ? '' : ` · ${language.amount(only.quantity)}`;
}

export function renderItemNames(language: Language, { items }: Assistance, most: number): string {
  const names = items.slice(0, most).map((item) => {
    return item.quantity === undefined
      ? literal(item.name)
      : `${literal(item.name)} (${language.amount(item.quantity)})`;
  });
  const left = items.length - names.length;
  return left > 0 ? language.t('sums.namesMore', { names: names.join(', '), left }) : language.list(names);
}
