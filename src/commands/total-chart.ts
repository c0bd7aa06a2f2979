import { renderAmount } from '../data/amount-render.ts';
import { symbolOf } from '../data/amount-unit.ts';
import type { Facts } from '../data/facts.ts';
import { type Total, totalAssistance } from '../data/total.ts';
import { toBar } from '../replies/charts/bar.ts';
import type { Chart, Row } from '../replies/charts/chart.ts';
import { renderDay } from '../replies/dates.ts';
import { renderRevision } from '../replies/evidence.ts';
import { capitalize, counted, listed } from '../replies/markdown.ts';
import { listFilters } from './total-filters.render.ts';
import { type Grouping, groupAssistance } from './total-groups.ts';
import type { Understood } from './total-question.ts';
import { type Counted, chooseRows, currencyOf, orderForPanel, shareMoney, sumsIn } from './total-rows.ts';

/** With more axes or bars than these it would be no picture. */
const PANELS = 3;
const BARS = 30;
const NAMES = 4;
const SUMS = 4;

/** The chart of an answer; none where nothing in it has a published amount. Each row is what `/total` answers for it. */
export function chartOf(
  { facts, filters, selection }: Pick<Understood, 'facts' | 'filters' | 'selection'>,
  grouping: Grouping,
): Chart | undefined {
  const rows = chooseRows(facts, groupAssistance(facts, selection.within, grouping), grouping);
  const currencies = orderCurrencies(rows);
  if (currencies.length === 0) return undefined;
  const drawn = takeWhatFits(rows, currencies);
  const [onlyKind, ...otherKinds] = new Set(selection.within.map(({ kind }) => kind));
  const hasOneKind = otherKinds.length === 0 && onlyKind !== undefined;
  const saysKind = grouping !== 'kind' && !hasOneKind;
  const whole = totalAssistance(facts, selection.within);
  return {
    title: hasOneKind ? `${capitalize(onlyKind)} assistance by ${grouping}` : `Assistance by ${grouping}`,
    subtitle: listFilters({ ...filters, kind: hasOneKind ? undefined : filters.kind }).join(' · '),
    panels: drawn.map((currency, index) => ({
      heading: currencies.length > 1 ? nameOfCurrency(currency) : undefined,
      prefix: symbolOf(currency) ?? `${currency} `,
      rows: rowsOf(rows, { currency, isFirst: index === 0, grouping, saysKind }),
    })),
    notes: [
      ...noteMoney(whole, rows, grouping),
      ...noteUndrawn(selection, currencies.slice(drawn.length)),
      ...noteStretches(rows),
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

function takeWhatFits(rows: readonly Counted[], currencies: readonly string[]): string[] {
  let bars = 0;
  return currencies.slice(0, PANELS).filter((currency, index) => {
    bars += rows.flatMap((row) => sumsIn(row, currency)).length;
    return index === 0 || bars <= BARS;
  });
}

interface PanelOptions {
  readonly currency: string;
  readonly isFirst: boolean;
  readonly grouping: Grouping;
  readonly saysKind: boolean;
}

/** Rows with a sum in the currency. What has no figure stands on the first panel where its row is, or on the first of all. */
function rowsOf(rows: readonly Counted[], { currency, isFirst, grouping, saysKind }: PanelOptions): Row[] {
  const shown = rows.filter((row) => {
    return row.total.sums.length === 0 ? isFirst : sumsIn(row, currency).length > 0;
  });
  const isOrdered = grouping === 'kind' || grouping === 'month';
  const placed = isOrdered ? shown.map((row) => ({ row, depth: 0 })) : orderForPanel(shown, currency);
  return placed.map(({ row, depth }) => {
    const { group, total, isUndrawn } = row;
    const bars = sumsIn(row, currency).map(({ amount, kind }) => toBar(amount, saysKind ? kind : undefined));
    const [first] = total.sums;
    const isOwn = first === undefined || currencyOf(first) === currency;
    const undrawn = isUndrawn ? `${listed(bars.map(({ words }) => words))}, not drawn` : undefined;
    const remark = [undrawn, isOwn ? nameUnpublished(total) : undefined].filter(Boolean).join('; ');
    return { name: group.name, depth, bars: isUndrawn ? [] : bars, remark: remark || undefined };
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

/** "US dollars" */
function nameOfCurrency(currency: string): string {
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
  }).formatToParts(2);
  return capitalize(parts.find(({ type }) => type === 'currency')?.value ?? currency);
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
