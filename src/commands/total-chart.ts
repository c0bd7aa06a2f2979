import { renderAmount } from '../data/amount-render.ts';
import { symbolOf } from '../data/amount-unit.ts';
import type { Facts } from '../data/facts.ts';
import { type Total, totalAssistance } from '../data/total.ts';
import { toBar } from '../replies/charts/bar.ts';
import type { Chart, Row } from '../replies/charts/chart.ts';
import { renderDay } from '../replies/dates.ts';
import { renderRevision } from '../replies/evidence.ts';
import { counted, listed } from '../replies/markdown.ts';
import { listFilters } from './total.render.ts';
import { type Grouping, groupAssistance } from './total-groups.ts';
import type { Understood } from './total-question.ts';
import { type Counted, chooseRows, currencyOf, shareMoney } from './total-rows.ts';

/** More axes than these make no picture. */
const PANELS = 3;
const NAMES = 4;
const SUMS = 4;

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' });

/** The chart of an answer; none where nothing in it has a published amount. Each row is what `/total` answers for it. */
export function chartOf(
  { facts, filters, selection }: Pick<Understood, 'facts' | 'filters' | 'selection'>,
  grouping: Grouping,
): Chart | undefined {
  const groups = groupAssistance(facts, selection.within, grouping);
  const rows = chooseRows(facts, groups, grouping);
  const currencies = orderCurrencies(rows);
  if (currencies.length === 0) return undefined;
  const drawn = currencies.slice(0, PANELS);
  const whole = totalAssistance(facts, selection.within);
  return {
    title: `Assistance by ${grouping}`,
    subtitle: listFilters(filters).join(' · '),
    panels: drawn.map((currency, index) => ({
      heading: drawn.length > 1 ? currencyNames.of(currency) : undefined,
      prefix: symbolOf(currency) ?? `${currency} `,
      rows: rowsOf(rows, { currency, isFirst: index === 0, grouping }),
    })),
    notes: [
      ...noteMoney(whole, rows, grouping),
      ...noteUndrawn(selection, currencies.slice(PANELS)),
      ...(grouping === 'month' ? noteStretches(rows) : []),
    ],
    footer: [renderSources(facts, rows), renderRevision(facts.revision)],
  };
}

/** The one that most rows have comes first. */
function orderCurrencies(rows: readonly Counted[]): string[] {
  const all = rows.flatMap(({ total }) => [...new Set(total.sums.map(currencyOf))]);
  const counts = Map.groupBy(all, (currency) => currency);
  return [...counts]
    .sort(([a, inA], [b, inB]) => inB.length - inA.length || (a < b ? -1 : 1))
    .map(([currency]) => currency);
}

/** Rows with a bar in the currency. What has no figure stands on the first panel where its row is, or on the first of all. */
function rowsOf(
  rows: readonly Counted[],
  { currency, isFirst, grouping }: { currency: string; isFirst: boolean; grouping: Grouping },
): Row[] {
  return rows.flatMap(({ group, total, depth }) => {
    const sums = total.sums.filter((sum) => currencyOf(sum) === currency);
    if (sums.length === 0 && !(isFirst && total.sums.length === 0)) return [];
    const bars = sums.map(({ amount, kind }) => toBar(amount, grouping === 'kind' ? undefined : kind));
    const isOwn = currency === (total.sums[0] ? currencyOf(total.sums[0]) : currency);
    return [{ name: group.name, depth, bars, unpublished: isOwn ? nameUnpublished(total) : undefined }];
  });
}

/** "2 with no published amount (trucks; generators)" */
function nameUnpublished({ unpublished, sums }: Total): string | undefined {
  const titles = unpublished.map(({ assistance }) => assistance.title);
  if (titles.length === 0) return sums.length > 0 ? undefined : 'No amount published';
  const shown = titles.slice(0, NAMES).join('; ');
  const names = titles.length > NAMES ? `${shown}; and ${titles.length - NAMES} more` : shown;
  return titles.length === 1
    ? `No amount published (${names})`
    : `${titles.length} with no published amount (${names})`;
}

/** What the rows come to, each dollar once, and whether they may be added. */
function noteMoney(whole: Total, rows: readonly Counted[], grouping: Grouping): string[] {
  if (rows.filter(({ total }) => total.sums.length > 0).length < 2) return [];
  if (grouping === 'kind') {
    return ['Kinds are never added to each other: the same money can be approved, announced and delivered.'];
  }
  const sums = whole.sums.map(({ amount, kind }) => `${renderAmount(amount)} ${kind}`);
  const left = sums.length - SUMS;
  const told = left > 0 ? [...sums.slice(0, SUMS), `${left} more sums`] : sums;
  const together = told.length > 0 ? [`Together, each dollar once: ${listed(told)}.`] : [];
  const shared = shareMoney(whole, rows)
    ? ['Some of this money is in more than one row, so the rows are not to be added.']
    : [];
  return [...together, ...shared];
}

function noteUndrawn({ partly, undated }: Understood['selection'], currencies: readonly string[]): string[] {
  const left = [
    partly.length > 0 ? `${counted(partly.length, 'record')} only partly in that period` : undefined,
    undated.length > 0 ? `${counted(undated.length, 'record')} without a date` : undefined,
    currencies.length > 0 ? `amounts in ${listed(currencies)}` : undefined,
  ].filter((part) => part !== undefined);
  return left.length > 0 ? [`Not drawn: ${listed(left)}.`] : [];
}

function noteStretches(rows: readonly Counted[]): string[] {
  return rows.some(({ group }) => group.isStretch)
    ? [
        'What is dated only roughly, or over more than a month, has a row of its own: no source says how much of it fell into which month.',
      ]
    : [];
}

/** The one source by name; of several their publishers, and from when to when. */
function renderSources(facts: Facts, rows: readonly Counted[]): string {
  const ids = new Set(rows.flatMap(({ group }) => group.members.map(({ sourceId }) => sourceId)));
  const sources = facts.sources.filter(({ id }) => ids.has(id));
  const [newest] = sources;
  const oldest = sources.at(-1);
  if (newest === undefined || oldest === undefined) return '';
  if (sources.length === 1)
    return `Source: ${newest.title}, ${newest.publisher}, ${renderDay(newest.published)}`;
  const publishers = [...new Set(sources.map(({ publisher }) => publisher))];
  const named = publishers.length > 3 ? [...publishers.slice(0, 3), 'others'] : publishers;
  const span = [oldest, newest].map(({ published }) => renderDay(published));
  return `${sources.length} sources: ${listed(named)}, ${[...new Set(span)].join(' to ')}`;
}
