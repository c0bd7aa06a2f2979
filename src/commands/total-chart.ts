import { symbolOf } from '../data/amount-unit.ts';
import type { Kind } from '../data/facts.ts';
import { forEach, type Steps } from '../data/steps.ts';
import { type Total, totalSteps } from '../data/total.ts';
import type { Language } from '../i18n/language.ts';
import { toBar } from '../replies/charts/bar.ts';
import type { Chart, Row } from '../replies/charts/chart.ts';
import { chartWords } from '../replies/charts/words.ts';
import { renderRevision } from '../replies/evidence.ts';
import { capitalize } from '../replies/markdown.ts';
import type { View } from '../replies/view.ts';
import { listFilters } from './total-filters.render.ts';
import { type Grouping, groupAssistance } from './total-groups.ts';
import type { Understood } from './total-question.ts';
import { type Counted, chooseRows, currencyOf, orderForPanel, shareMoney, sumsIn } from './total-rows.ts';

/** With more axes or bars than these it would be no picture. */
const PANELS = 3;
const BARS = 30;
const NAMES = 4;
const SUMS = 4;

/** The chart of an answer; none where nothing in it has a published amount. Each row is what `/total` answers for it. Yields wherever the totals can be interrupted. */
export function* chartOf(
  language: Language,
  { facts, filters, selection }: Pick<Understood, 'facts' | 'filters' | 'selection'>,
  grouping: Grouping,
): Steps<Chart | undefined> {
  const view = { facts, language };
  const rows = yield* chooseRows(view, yield* groupAssistance(view, selection.within, grouping), grouping);
  const currencies = orderCurrencies(rows);
  if (currencies.length === 0) return undefined;
  const drawn = takeWhatFits(rows, currencies);
  const kinds = new Set<Kind>();
  yield* forEach(selection.within, ({ kind }) => kinds.add(kind));
  const [onlyKind, ...otherKinds] = kinds;
  const hasOneKind = otherKinds.length === 0 && onlyKind !== undefined;
  const saysKind = grouping !== 'kind' && !hasOneKind;
  const whole = yield* totalSteps(facts, selection.within);
  return {
    title: renderTitle(language, grouping, hasOneKind ? onlyKind : undefined),
    subtitle: listFilters(language, { ...filters, kind: hasOneKind ? undefined : filters.kind }).join(' · '),
    panels: drawn.map((currency, index) => ({
      heading: currencies.length > 1 ? nameOfCurrency(language, currency) : undefined,
      prefix: symbolOf(currency) ?? `${currency} `,
      rows: rowsOf(language, rows, { currency, isFirst: index === 0, grouping, saysKind }),
    })),
    notes: [
      ...(yield* noteMoney(view, whole, rows, grouping)),
      ...noteUndrawn(language, selection, currencies.slice(drawn.length)),
      ...noteStretches(language, rows),
    ],
    footer: [yield* renderSources(view, rows), renderRevision(language, facts.revision)],
    words: chartWords(language),
  };
}

/** By what is grouped: of all kinds, and of one. */
const TITLES = {
  kind: ['chart.byKind', 'chart.kindByKind'],
  program: ['chart.byProgram', 'chart.kindByProgram'],
  recipient: ['chart.byRecipient', 'chart.kindByRecipient'],
  month: ['chart.byMonth', 'chart.kindByMonth'],
} as const;

function renderTitle({ t }: Language, grouping: Grouping, kind: Kind | undefined): string {
  const [ofAll, ofOne] = TITLES[grouping];
  return kind === undefined ? t(ofAll) : t(ofOne, { kind: capitalize(t(`kinds.${kind}`)) });
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
function rowsOf(
  language: Language,
  rows: readonly Counted[],
  { currency, isFirst, grouping, saysKind }: PanelOptions,
): Row[] {
  const shown = rows.filter((row) => {
    return row.total.sums.length === 0 ? isFirst : sumsIn(row, currency).length > 0;
  });
  const isOrdered = grouping === 'kind' || grouping === 'month';
  const placed = isOrdered ? shown.map((row) => ({ row, depth: 0 })) : orderForPanel(shown, currency);
  return placed.map(({ row, depth }) => {
    const { group, total, isUndrawn } = row;
    const bars = sumsIn(row, currency).map(({ amount, kind }) =>
      toBar(language, amount, saysKind ? kind : undefined),
    );
    const [first] = total.sums;
    const isOwn = first === undefined || currencyOf(first) === currency;
    const undrawn = isUndrawn
      ? language.t('chart.notDrawn', { amounts: language.list(bars.map(({ words }) => words)) })
      : undefined;
    const remark = [undrawn, isOwn ? nameUnpublished(language, total) : undefined].filter(Boolean).join('; ');
    return { name: group.name, depth, bars: isUndrawn ? [] : bars, remark: remark || undefined };
  });
}

/** "2 with no published amount (trucks; generators)" */
function nameUnpublished({ t }: Language, { unpublished, sums }: Total): string | undefined {
  const { length } = unpublished;
  if (length === 0) return sums.length > 0 ? undefined : t('parts.notPublished');
  const titles = unpublished.slice(0, NAMES).map(({ assistance }) => assistance.title);
  const shown = titles.join('; ');
  const names = length > NAMES ? t('chart.namesMore', { names: shown, left: length - NAMES }) : shown;
  if (length === 1) return t('chart.unpublishedOne', { names });
  return t('chart.unpublished', { count: length, names });
}

/** What the rows come to, each dollar once, and whether they may be added. */
function* noteMoney(
  { facts, language: { t, list, amount: word } }: View,
  whole: Total,
  rows: readonly Counted[],
  grouping: Grouping,
): Steps<string[]> {
  if (rows.filter(({ total }) => total.sums.length > 0).length < 2) return [];
  if (grouping === 'kind') return [t('chart.kindsApart')];
  const sums = whole.sums.map(({ amount, kind }) =>
    t('chart.amountKind', { amount: word(amount), kind: t(`kinds.${kind}`) }),
  );
  const left = sums.length - SUMS;
  const told = left > 0 ? [...sums.slice(0, SUMS), t('chart.moreSums', { count: left })] : sums;
  const together = told.length > 0 ? [t('chart.together', { sums: list(told) })] : [];
  const shared = (yield* shareMoney(facts, whole, rows)) ? [t('chart.shared')] : [];
  return [...together, ...shared];
}

function noteUndrawn(
  { t, list }: Language,
  { partly, undated }: Understood['selection'],
  currencies: readonly string[],
): string[] {
  const left = [
    partly.length > 0 ? t('chart.undrawnPartly', { count: partly.length }) : undefined,
    undated.length > 0 ? t('chart.undrawnUndated', { count: undated.length }) : undefined,
    currencies.length > 0 ? t('chart.undrawnCurrencies', { currencies: list(currencies) }) : undefined,
  ].filter((part) => part !== undefined);
  return left.length > 0 ? [t('chart.undrawn', { records: list(left) })] : [];
}

function noteStretches({ t }: Language, rows: readonly Counted[]): string[] {
  return rows.some(({ group }) => group.isStretch) ? [t('chart.stretches')] : [];
}

/** "US dollars" */
function nameOfCurrency({ code }: Language, currency: string): string {
  const parts = new Intl.NumberFormat(code, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
  }).formatToParts(2);
  return capitalize(parts.find(({ type }) => type === 'currency')?.value ?? currency);
}

/** The one source by name; of several their publishers, and from when to when. */
function* renderSources({ facts, language }: View, rows: readonly Counted[]): Steps<string> {
  const { t, day, list } = language;
  const ids = new Set<string>();
  for (const { group } of rows) yield* forEach(group.members, ({ sourceId }) => ids.add(sourceId));
  const sources = facts.sources.filter(({ id }) => ids.has(id));
  const [newest] = sources;
  const oldest = sources.at(-1);
  if (newest === undefined || oldest === undefined) return '';
  if (sources.length === 1) {
    const { title, publisher, published } = newest;
    return t('chart.source', { title, publisher, day: day(published) });
  }
  const publishers = [...new Set(sources.map(({ publisher }) => publisher))];
  const named = publishers.length > 3 ? [...publishers.slice(0, 3), t('chart.others')] : publishers;
  const [from, to] = [day(oldest.published), day(newest.published)];
  const days = from === to ? from : t('chart.span', { from, to });
  return t('chart.sources', { count: sources.length, publishers: list(named), days });
}
