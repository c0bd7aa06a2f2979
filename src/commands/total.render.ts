import type { APIEmbed } from 'discord.js';
import type { Assistance, Facts, Item, Kind } from '../data/facts.ts';
import { type Counted, shareOfItem, type Total } from '../data/total.ts';
import { customId } from '../replies/custom-id.ts';
import { renderDay } from '../replies/dates.ts';
import { type Evidenced, renderAttribution, renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney, renderRoute, renderStatus } from '../replies/facts.ts';
import { renderLines } from '../replies/fields.ts';
import { capitalize, counted, listed, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import { renderItemMoney, renderQuantity } from './item.render.ts';
import { LINES, renderContained, renderPlainly, renderUnpublished } from './total-lists.render.ts';
import { renderAnswer, renderOneUnpublished } from './total-sums.render.ts';

/** What a question was narrowed to, and what the reader must know of how it was understood. */
export interface Filters {
  readonly of: readonly string[];
  readonly program: string | undefined;
  readonly recipient: string | undefined;
  readonly kind: Kind | undefined;
  readonly since: Temporal.PlainDate | undefined;
  readonly until: Temporal.PlainDate | undefined;
  readonly asOf: Temporal.PlainDate | undefined;
  readonly notes: readonly string[];
}

interface Uncounted {
  readonly partly: readonly Assistance[];
  readonly undated: readonly Assistance[];
}

const NOTHING_WITHIN =
  'No record falls wholly into that period, so nothing is added up: the sources do not say how much of theirs does.';

/** Characters of evidence: the figures' sentences come first, and the rest must leave room for what has no figure. */
const EVIDENCE = 1200;

export function renderTotal(
  facts: Facts,
  total: Total,
  { partly, undated }: Uncounted,
  filters: Filters,
): Reply {
  const countedFacts = total.sums.flatMap((sum) => sum.counted);
  const [only] = total.unpublished;
  const isOne = total.sums.length === 0 && total.unpublished.length === 1 && only !== undefined;
  const isNothing = total.sums.length + total.unpublished.length === 0;
  const answer = isNothing
    ? NOTHING_WITHIN
    : isOne
      ? renderOneUnpublished(facts, only)
      : renderAnswer(facts, total);
  const evidence = evidenceOf(countedFacts, total, [...partly, ...undated]);
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [filters.notes.join('\n'), answer, renderEvidence(facts, evidence, EVIDENCE)]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      ...(isOne ? renderRoute(facts, only.assistance) : renderUnpublished(facts, total)),
      ...(total.sums.length > 0 ? renderContained(total) : []),
      ...renderLines(
        'Only partly in that period, so not added',
        partly.map((assistance) => renderPlainly(facts, assistance)),
        LINES,
      ),
      ...renderLines(
        'No date published, so not added',
        undated.map((assistance) => renderPlainly(facts, assistance)),
        LINES,
      ),
    ],
    footer: { text: renderRevision(facts.revision) },
  };
  const shown = new Set(
    countedFacts.length === 1 ? [countedFacts[0]?.assistance] : isOne ? [only.assistance] : [],
  );
  const others = [
    ...countedFacts.flatMap(withParts),
    ...total.unpublished.map(({ assistance }) => assistance),
    ...partly,
    ...undated,
  ];
  const [one] = shown;
  const opened = one === undefined ? '' : shortId(one.id);
  const menu = others.filter((assistance) => !shown.has(assistance)).map(menuOption);
  return {
    embeds: [embed],
    components: renderMenu(customId('total', 'open', opened), 'Open a piece of assistance', menu),
  };
}

/** Items have no sum: each is told with its own figure or with the one that it shares. */
export function renderItemShares(facts: Facts, items: readonly Item[], filters: Filters): Reply {
  const shown = items.slice(0, LINES);
  const lines = shown.map((item) => renderItemShare(facts, item));
  const left =
    items.length > shown.length ? [`${items.length - shown.length} more: narrow the question.`] : [];
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [
      filters.notes.join('\n'),
      ...lines,
      ...left,
      renderEvidence(facts, shownEvidence(facts, shown)),
    ]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  if (items.length === 0) return renderNothing(facts, filters);
  const menu = [...new Set(items.map((item) => facts.assistanceOf(item)))].map(menuOption);
  return { embeds: [embed], components: renderMenu(customId('total', 'open'), 'Open the assistance', menu) };
}

/** An item's sentence, and the one behind the money that it shares where that is another. */
function shownEvidence(facts: Facts, items: readonly Item[]): Evidenced[] {
  return items
    .flatMap((item) => [item, shareOfItem(facts, item).shared?.assistance])
    .filter((record) => record !== undefined);
}

export function renderNothing(facts: Facts, filters: Filters): Reply {
  const newest = facts.sources[0];
  const known =
    newest === undefined
      ? `No source was published by then.`
      : `The facts hold ${counted(facts.assistance.length, 'record of assistance', 'records of assistance')} from ` +
        `${counted(facts.sources.length, 'source')}; the newest is ${renderAttribution(newest).slice(2)}.`;
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [
      ...filters.notes,
      `Nothing among the facts fits this. That is not zero: no source here says anything about it. ${known}`,
      'Leave out a filter, or look at `/find`.',
    ].join('\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  return { embeds: [embed] };
}

function renderTitle({ of, program, recipient, kind, since, until, asOf }: Filters): string {
  const parts = [
    of.length > 0 ? listed([...new Set(of)]) : undefined,
    program,
    recipient && `to ${recipient}`,
    kind,
    since && `since ${renderDay(since)}`,
    until && `until ${renderDay(until)}`,
    asOf && `as of ${renderDay(asOf)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'Total assistance' : `Total · ${literal(parts.join(' · '))}`;
}

function renderItemShare(facts: Facts, item: Item): string {
  const assistance = facts.assistanceOf(item);
  const quantity = item.quantity === undefined ? '' : `${renderQuantity(item)}. `;
  const status = `${quantity}${renderStatus(assistance, item)} · ${literal(assistance.title)}`;
  return `**${capitalize(literal(item.name))}**\n${status}\n${renderItemMoney(facts, item)}`;
}

/** The sentences behind every figure shown, then behind what has none. */
function evidenceOf(
  countedFacts: readonly Counted[],
  total: Total,
  uncounted: readonly Assistance[],
): Evidenced[] {
  const figures = countedFacts.flatMap((entry) => [
    entry.assistance,
    ...entry.disagreement.map(({ assistance }) => assistance),
    ...(entry.within === undefined ? [] : [entry.within.assistance]),
    ...entry.elsewhere,
  ]);
  const contained = total.contained.map(({ assistance }) => assistance);
  const parts = countedFacts.flatMap((entry) =>
    entry.parts.filter(({ amount }) => amount).map(({ assistance }) => assistance),
  );
  const unpublished = total.unpublished.flatMap(({ assistance, within }) =>
    total.sums.length === 0 && within ? [assistance, within.assistance] : [assistance],
  );
  return [...figures, ...parts, ...contained, ...unpublished, ...uncounted];
}

function withParts(entry: Counted): Assistance[] {
  return [entry.assistance, ...entry.parts.map(({ assistance }) => assistance)];
}

function menuOption(assistance: Assistance): { label: string; description: string; value: string } {
  const description = `${renderMoney(assistance)} · ${assistance.kind}`;
  return { label: assistance.title, description, value: shortId(assistance.id) };
}
