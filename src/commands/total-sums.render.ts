import { type Amount, sumAmounts } from '../data/amount.ts';
import type { Assistance } from '../data/facts.ts';
import { forEach, type Steps } from '../data/steps.ts';
import type { Counted, Sum, Total, Unpublished } from '../data/total.ts';
import type { Language } from '../i18n/language.ts';
import { renderTime } from '../replies/dates.ts';
import { renderMoney, renderStatus } from '../replies/facts.ts';
import { capitalize, literal } from '../replies/markdown.ts';
import type { View } from '../replies/view.ts';
import { LINES, renderItemNames } from './total-lists.render.ts';

/** So many records of each sum are shown, however many sums there are. */
const FEWEST_LINES = 3;

/** Every sum with what it consists of, or that there is none. */
export function* renderAnswer(view: View, total: Total): Steps<string> {
  const { language } = view;
  if (total.sums.length === 0) return language.t('sums.noneOfIt');
  const lines = Math.max(FEWEST_LINES, Math.min(LINES, Math.floor((2 * LINES) / total.sums.length)));
  const parts: string[] = [];
  for (const sum of total.sums) parts.push(yield* renderSum(view, sum, lines));
  if (total.sums.length > 1) {
    parts.push(language.t('sums.notAdded'), ...(yield* renderSameMoney(language, total)));
  }
  return parts.join('\n\n');
}

/** One kind of money that sources tell in several currencies stands in several sums. */
function* renderSameMoney({ t, list, amount }: Language, { sums }: Total): Steps<string[]> {
  const groups = new Map<string, Counted[]>();
  for (const { counted } of sums) {
    yield* forEach(counted, (entry) => {
      const { subject, kind } = entry.assistance;
      if (!subject) return;
      const group = groups.get(`${kind} ${subject}`);
      if (group) group.push(entry);
      else groups.set(`${kind} ${subject}`, [entry]);
    });
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return [];
    const amounts = [first, ...others].map((entry) => amount(entry.amount));
    return [t('sums.sameMoney', { amounts: list(amounts), title: literal(first.assistance.title) })];
  });
}

/** @param most how many records are shown */
function* renderSum(view: View, sum: Sum, most: number): Steps<string> {
  const { kind, amount, counted: entries, overlaps } = sum;
  const { language } = view;
  const { t } = language;
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) return renderSingle(view, sum, first);
  const shown = entries.slice(0, most);
  const titles = shown.map(({ assistance }) => assistance.title);
  const lines = shown.flatMap((entry) => {
    const { title, when } = entry.assistance;
    // Rows of one name are told apart by their dates.
    const isShared = titles.indexOf(title) !== titles.lastIndexOf(title);
    const date = isShared && when ? `, ${renderTime(language, when, { isRelative: false })}` : '';
    return [
      `• ${capitalize(language.amount(entry.amount))}: ${literal(title)}${date}`,
      ...renderDetails(view, entry),
    ];
  });
  const left = entries.length - shown.length;
  const more = left > 0 ? [t('sums.moreCounted', { left })] : [];
  const shared = overlaps.map((one) => renderOverlap(language, one));
  return [
    t('sums.many', {
      amount: capitalize(language.amount(amount)),
      kind: t(`kinds.${kind}`),
      count: entries.length,
    }),
    ...lines,
    ...more,
    ...(yield* renderToldTwice(language, entries, most)),
    ...(yield* renderTakenBack(language, entries)),
    ...shared,
  ].join('\n');
}

/** A sum of one record: the record itself. */
function renderSingle(view: View, { kind, amount }: Sum, entry: Counted): string {
  const { language } = view;
  const { t } = language;
  const { when, title } = entry.assistance;
  const said = {
    amount: capitalize(language.amount(amount)),
    kind: t(`kinds.${kind}`),
    title: literal(title),
  };
  const head =
    when === undefined
      ? t('sums.one', said)
      : t('sums.oneWhen', { ...said, when: renderTime(language, when) });
  return [head, ...renderDescription(entry.assistance), ...renderDetails(view, entry)].join('\n');
}

/** Of records that are not shown: that some are one money in several tellings. */
function* renderToldTwice(
  { t, list, amount }: Language,
  entries: readonly Counted[],
  shown: number,
): Steps<string[]> {
  const told: string[] = [];
  let left = 0;
  yield* forEach(entries, (entry, place) => {
    if (place < shown || entry.sameAs.length === 0) return;
    if (told.length === FEWEST_LINES) left += 1;
    else told.push(`${amount(entry.amount)} (${literal(entry.assistance.title)})`);
  });
  if (told.length === 0) return [];
  const all = left > 0 ? [...told, t('sums.moreTold', { left })] : told;
  return [t('sums.toldTwice', { records: list(all) })];
}

/** Figures below zero, which stand last among many and are easily overlooked. */
function* renderTakenBack({ t, amount: word }: Language, entries: readonly Counted[]): Steps<string[]> {
  const below: Amount[] = [];
  yield* forEach(entries, ({ amount }) => {
    if (amount.low.minor < 0n) below.push(amount);
  });
  if (below.length === 0) return [];
  return [t('sums.takenBack', { amount: word(sumAmounts(below)), count: below.length })];
}

/** What the record says of itself, such as that a list holds examples only. */
function renderDescription({ description }: Assistance): string[] {
  return description === undefined ? [] : [literal(description)];
}

function renderOverlap(
  language: Language,
  { assistance, amount, containedIn }: Sum['overlaps'][number],
): string {
  const { t } = language;
  const said = {
    title: literal(assistance.title),
    wholes: language.list(containedIn.map(({ title }) => literal(title))),
  };
  if (amount === undefined) return t('sums.overlapUnknown', said);
  return t('sums.overlap', { ...said, amount: language.amount(amount) });
}

/** What is itemized and what is not, who says otherwise, and what it is itself a part of. */
function renderDetails(view: View, entry: Counted): string[] {
  const { exceeds, disagreement, sameAs, within, elsewhere, fromItems, circular } = entry;
  const { language } = view;
  const { t } = language;
  const lines: string[] = [];
  if (fromItems) lines.push(t('sums.fromItems'));
  if (entry.itemized.length > 0) lines.push(renderItemized(language, entry));
  if (exceeds) lines.push(t('sums.exceeds'));
  if (disagreement.length > 0) lines.push(renderDisagreement(view, disagreement));
  else if (sameAs.length > 0) lines.push(t('sums.sameAs', { count: sameAs.length }));
  for (const other of elsewhere) lines.push(t('sums.outside', { record: renderElsewhere(view, other) }));
  if (circular.length > 0) lines.push(t('sums.circular'));
  if (within !== undefined) lines.push(t('sums.within', sayWithin(language, within)));
  return lines;
}

/** How much of it is told in parts, and how much is left. */
function renderItemized(
  { t, list, amount: word }: Language,
  { amount, itemized, remaining }: Counted,
): string {
  const parts = itemized.map((part) => `${word(part.amount)} (${t(`kinds.${part.kind}`)})`);
  const said = { amount: word(amount), parts: list(parts) };
  if (itemized.length > 1) {
    if (remaining === undefined) return t('sums.itemizedKinds', said);
    return t('sums.itemizedKindsRest', { ...said, rest: word(remaining) });
  }
  if (remaining === undefined) return t('sums.itemized', said);
  return t('sums.itemizedRest', { ...said, rest: word(remaining) });
}

function sayWithin({ t, amount }: Language, within: NonNullable<Counted['within']>) {
  return {
    amount: amount(within.amount),
    kind: t(`kinds.${within.assistance.kind}`),
    title: literal(within.assistance.title),
  };
}

/** Another source on the same money: named, never mixed in. */
function renderElsewhere({ facts, language }: View, other: Assistance): string {
  const { publisher, published } = facts.getSource(other.sourceId);
  return language.t('sums.elsewhere', {
    amount: renderMoney(language, other),
    kind: language.t(`kinds.${other.kind}`),
    publisher: literal(publisher),
    day: language.day(published),
  });
}

function renderDisagreement({ facts, language }: View, figures: Counted['disagreement']): string {
  const told = figures.map(({ assistance, amount }) => {
    const { publisher, published } = facts.getSource(assistance.sourceId);
    const day = language.day(published);
    return language.t('sums.figure', { amount: language.amount(amount), publisher: literal(publisher), day });
  });
  return language.t('sums.disagree', { figures: told.join('; ') });
}

/** The only fact of the answer has no amount: what it is, and what it belongs to. */
export function renderOneUnpublished(view: View, { assistance, within, elsewhere }: Unpublished): string {
  const { language } = view;
  const { t } = language;
  const status = renderStatus(language, assistance);
  const lines: string[] = [t('sums.unpublished', { status, title: literal(assistance.title) })];
  lines.push(...renderDescription(assistance));
  if (within !== undefined) lines.push(t('sums.withinUnknown', sayWithin(language, within)));
  for (const other of elsewhere) lines.push(renderElsewhere(view, other));
  const { length } = assistance.items;
  if (length > 0) {
    const names = renderItemNames(language, assistance, 30);
    lines.push(t('sums.items', { items: t('count.item', { count: length }), names }));
  }
  return lines.join('\n');
}
