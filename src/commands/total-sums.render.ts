import { sumAmounts } from '../data/amount.ts';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts } from '../data/facts.ts';
import type { Counted, Sum, Total, Unpublished } from '../data/total.ts';
import { renderDay, renderTime } from '../replies/dates.ts';
import { NOT_PUBLISHED, renderMoney, renderStatus } from '../replies/facts.ts';
import { capitalize, counted, listed, literal } from '../replies/markdown.ts';
import { LINES, renderItemNames } from './total-lists.render.ts';

/** So many records of each sum are shown, however many sums there are. */
const FEWEST_LINES = 3;

/** Every sum with what it consists of, or that there is none. */
export function renderAnswer(facts: Facts, total: Total): string {
  if (total.sums.length === 0) return `**${NOT_PUBLISHED}** for any of it.`;
  const lines = Math.max(FEWEST_LINES, Math.min(LINES, Math.floor((2 * LINES) / total.sums.length)));
  const parts = total.sums.map((sum) => renderSum(facts, sum, lines));
  if (total.sums.length > 1)
    parts.push(
      '*Amounts of different kinds or currencies are not added to each other.*',
      ...renderSameMoney(total),
    );
  return parts.join('\n\n');
}

/** One kind of money that sources tell in several currencies stands in several sums. */
function renderSameMoney({ sums }: Total): string[] {
  const entries = sums.flatMap(({ counted: entries }) => entries);
  const groups = Map.groupBy(entries, ({ assistance: { subject, kind } }) =>
    subject ? `${kind} ${subject}` : '',
  );
  return [...groups].flatMap(([key, [first, ...others]]) => {
    if (key === '' || first === undefined || others.length === 0) return [];
    const amounts = [first, ...others].map(({ amount }) => renderAmount(amount));
    return [
      `*${listed(amounts)} are the same money, told in different currencies: ${literal(first.assistance.title)}.*`,
    ];
  });
}

/** @param most how many records are shown */
function renderSum(facts: Facts, { kind, amount, counted: entries, overlaps }: Sum, most: number): string {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const when = first.assistance.when === undefined ? '' : `, ${renderTime(first.assistance.when)}`;
    const head = `**${capitalize(renderAmount(amount))}** ${kind}${when}: ${literal(first.assistance.title)}`;
    return [head, ...renderDescription(first.assistance), ...renderDetails(facts, first)].join('\n');
  }
  const shown = entries.slice(0, most);
  const lines = shown.flatMap((entry) => {
    return [
      `• ${capitalize(renderAmount(entry.amount))}: ${literal(entry.assistance.title)}`,
      ...renderDetails(facts, entry),
    ];
  });
  const left = entries.length - shown.length;
  const more = left > 0 ? [`• … and ${left.toLocaleString('en-US')} more, all counted`] : [];
  const shared = overlaps.map(renderOverlap);
  return [
    `**${capitalize(renderAmount(amount))}** ${kind}, in ${counted(entries.length, 'record')}:`,
    ...lines,
    ...more,
    ...renderToldTwice(entries.slice(most)),
    ...renderTakenBack(entries),
    ...shared,
  ].join('\n');
}

/** Of records that are not shown: that some are one money in several tellings. */
function renderToldTwice(entries: readonly Counted[]): string[] {
  const twice = entries.filter(({ sameAs }) => sameAs.length > 0);
  if (twice.length === 0) return [];
  const told = twice
    .slice(0, FEWEST_LINES)
    .map(({ amount, assistance }) => `${renderAmount(amount)} (${literal(assistance.title)})`);
  const left = twice.length - told.length;
  const all = left > 0 ? [...told, `${left.toLocaleString('en-US')} more`] : told;
  return [`Told more than once, and counted once: ${listed(all)}.`];
}

/** Figures below zero, which stand last among many and are easily overlooked. */
function renderTakenBack(entries: readonly Counted[]): string[] {
  const below = entries.filter(({ amount }) => amount.low.minor < 0n).map(({ amount }) => amount);
  if (below.length === 0) return [];
  const sum = renderAmount(sumAmounts(below));
  return [`Money taken back is subtracted: ${sum} in ${counted(below.length, 'record')} of these.`];
}

/** What the record says of itself, such as that a list holds examples only. */
function renderDescription({ description }: Assistance): string[] {
  return description === undefined ? [] : [literal(description)];
}

function renderOverlap({ assistance, amount, containedIn }: Sum['overlaps'][number]): string {
  const wholes = listed(containedIn.map(({ title }) => literal(title)));
  const once =
    amount === undefined
      ? 'nobody says how much it is, so the sum is a range'
      : `its ${renderAmount(amount)} are counted once`;
  return `${literal(assistance.title)} is in ${wholes}: ${once}.`;
}

/** What is itemized and what is not, who says otherwise, and what it is itself a part of. */
function renderDetails(facts: Facts, entry: Counted): string[] {
  const {
    amount,
    itemized,
    remaining,
    exceeds,
    disagreement,
    sameAs,
    within,
    elsewhere,
    fromItems,
    circular,
  } = entry;
  const lines: string[] = [];
  if (fromItems) lines.push('The source gives no figure for the whole; this is the sum of its items.');
  if (itemized.length > 0) {
    const parts = listed(itemized.map((part) => `${renderAmount(part.amount)} (${part.kind})`));
    const rest = remaining === undefined ? '' : `, ${renderAmount(remaining)} is not`;
    const kinds = itemized.length > 1 ? 'are itemized; kinds are not added to each other' : 'is itemized';
    lines.push(`Of ${renderAmount(amount)}, ${parts} ${kinds}${rest}.`);
  }
  if (exceeds) lines.push('⚠ Its parts come to more than the whole: a source is wrong, or was misread.');
  if (disagreement.length > 0) lines.push(renderDisagreement(facts, disagreement));
  else if (sameAs.length > 0)
    lines.push(`${counted(sameAs.length, 'other record')} tells of the same money; it is counted once.`);
  for (const other of elsewhere) lines.push(`Outside this question: ${renderElsewhere(facts, other)}`);
  if (circular.length > 0)
    lines.push('Sources contradict each other on what contains what here; they are taken as one.');
  if (within !== undefined) {
    lines.push(
      `It is part of ${renderAmount(within.amount)} ${within.assistance.kind} (${literal(within.assistance.title)}).`,
    );
  }
  return lines;
}

/** Another source on the same money: named, never mixed in. */
function renderElsewhere(facts: Facts, other: Assistance): string {
  const { publisher, published } = facts.getSource(other.sourceId);
  return `${renderMoney(other)} ${other.kind} for the same, says ${literal(publisher)} (${renderDay(published)}).`;
}

function renderDisagreement(facts: Facts, figures: Counted['disagreement']): string {
  const told = figures.map(({ assistance, amount }) => {
    const { publisher, published } = facts.getSource(assistance.sourceId);
    return `${renderAmount(amount)} (${literal(publisher)}, ${renderDay(published)})`;
  });
  return `Sources disagree: ${told.join('; ')}. The range is shown; the money is counted once.`;
}

/** The only fact of the answer has no amount: what it is, and what it belongs to. */
export function renderOneUnpublished(facts: Facts, { assistance, within, elsewhere }: Unpublished): string {
  const lines = [`**${NOT_PUBLISHED}** · ${renderStatus(assistance)}: ${literal(assistance.title)}`];
  lines.push(...renderDescription(assistance));
  if (within !== undefined) {
    lines.push(
      `It is part of ${renderAmount(within.amount)} ${within.assistance.kind} (${literal(within.assistance.title)}); the source does not say how much of that it is.`,
    );
  }
  for (const other of elsewhere) lines.push(renderElsewhere(facts, other));
  const { length } = assistance.items;
  if (length > 0) lines.push(`${counted(length, 'item')}: ${renderItemNames(assistance, 30)}.`);
  return lines.join('\n');
}
