import type { APIEmbed, APIEmbedField } from 'discord.js';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts, Item, Kind } from '../data/facts.ts';
import { type Counted, type Sum, shareOfItem, type Total, type Unpublished } from '../data/total.ts';
import { customId } from '../replies/custom-id.ts';
import { renderDay, renderTime } from '../replies/dates.ts';
import { type Evidenced, renderAttribution, renderEvidence, renderRevision } from '../replies/evidence.ts';
import {
  COLOR,
  NOT_PUBLISHED,
  nameOfProgram,
  renderMoney,
  renderRoute,
  renderStatus,
} from '../replies/facts.ts';
import { capitalize, counted, listed, literal, truncate } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import { renderItemMoney, renderQuantity } from './item.render.ts';

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

/** How many lines of one sort a reply shows; the menu opens the rest. */
const LINES = 8;
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
      ),
      ...renderLines(
        'No date published, so not added',
        undated.map((assistance) => renderPlainly(facts, assistance)),
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

function renderAnswer(facts: Facts, total: Total): string {
  if (total.sums.length === 0) return `**${NOT_PUBLISHED}** for any of it.`;
  const parts = total.sums.map((sum) => renderSum(facts, sum));
  if (total.sums.length > 1)
    parts.push('*Amounts of different kinds or currencies are not added to each other.*');
  return parts.join('\n\n');
}

function renderSum(facts: Facts, { kind, amount, counted: entries, overlaps }: Sum): string {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const when = first.assistance.when === undefined ? '' : `, ${renderTime(first.assistance.when)}`;
    const head = `**${capitalize(renderAmount(amount))}** ${kind}${when}: ${literal(first.assistance.title)}`;
    return [head, ...renderDetails(facts, first)].join('\n');
  }
  const shown = entries.slice(0, LINES);
  const lines = shown.flatMap((entry) => {
    return [
      `• ${capitalize(renderAmount(entry.amount))}: ${literal(entry.assistance.title)}`,
      ...renderDetails(facts, entry),
    ];
  });
  const more =
    entries.length > shown.length ? [`• … and ${entries.length - shown.length} more, all counted`] : [];
  const shared = overlaps.map(renderOverlap);
  return [
    `**${capitalize(renderAmount(amount))}** ${kind}, in ${counted(entries.length, 'record')}:`,
    ...lines,
    ...more,
    ...shared,
  ].join('\n');
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
    lines.push(`Of ${renderAmount(amount)}, ${parts} is itemized${rest}.`);
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
function renderOneUnpublished(facts: Facts, { assistance, within, elsewhere }: Unpublished): string {
  const lines = [`**${NOT_PUBLISHED}** · ${renderStatus(assistance)}: ${literal(assistance.title)}`];
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

function renderUnpublished(facts: Facts, { unpublished, countedByParts }: Total): APIEmbedField[] {
  const lines = unpublished.map(({ assistance }) => renderPlainly(facts, assistance));
  const parts = countedByParts.map(
    ({ assistance, parts: counting }) =>
      `• ${literal(assistance.title)}: no figure of its own; its parts are counted (${listed(counting.map(({ title }) => literal(title)))})`,
  );
  return [...renderLines(NOT_PUBLISHED, lines), ...renderLines('Counted by their parts', parts)];
}

function renderContained({ contained }: Total): APIEmbedField[] {
  const lines = contained.map(({ assistance, containedIn }) => {
    const whole = listed(containedIn.map(({ title }) => literal(title)));
    return `• ${renderMoney(assistance)} ${assistance.kind}: ${literal(assistance.title)}${whole ? ` (in ${whole})` : ''}`;
  });
  return renderLines('Contained in the above, not added again', lines);
}

/** One line about a fact: its money or that none is published, what it is, its kind, time and goods. */
function renderPlainly(facts: Facts, assistance: Assistance): string {
  const program = nameOfProgram(facts, assistance.programId);
  const money = assistance.amount === undefined ? '' : `${renderMoney(assistance)}: `;
  const goods = assistance.items.length > 0 ? ` · ${renderItemNames(assistance, 4)}` : '';
  return `• ${money}${literal(assistance.title)} (${[renderStatus(assistance), program].filter(Boolean).join('; ')})${goods}`;
}

function renderItemNames({ items }: Assistance, most: number): string {
  const names = items.slice(0, most).map((item) => {
    return item.quantity === undefined
      ? literal(item.name)
      : `${literal(item.name)} (${renderAmount(item.quantity)})`;
  });
  const left = items.length - names.length;
  return left > 0 ? `${names.join(', ')} and ${left} more` : listed(names);
}

function renderItemShare(facts: Facts, item: Item): string {
  const assistance = facts.assistanceOf(item);
  const quantity = item.quantity === undefined ? '' : `${renderQuantity(item)}. `;
  const status = `${quantity}${renderStatus(assistance, item)} · ${literal(assistance.title)}`;
  return `**${capitalize(literal(item.name))}**\n${status}\n${renderItemMoney(facts, item)}`;
}

/** Lines as one or more fields: Discord refuses a field past 1,024 characters. */
function renderLines(name: string, lines: readonly string[]): APIEmbedField[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, LINES).map((line) => truncate(line, 320));
  const left = lines.length - shown.length;
  const all = left > 0 ? [...shown, `• … and ${left} more`] : shown;
  const fields: APIEmbedField[] = [];
  for (const line of all) {
    const last = fields.at(-1);
    if (last !== undefined && last.value.length + line.length < 1000) last.value += `\n${line}`;
    else fields.push({ name: fields.length === 0 ? name : `${name} (continued)`, value: line });
  }
  return fields;
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
