import type { APIEmbed } from 'discord.js';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import type { Counted, Total } from '../data/total.ts';
import { customId } from '../replies/custom-id.ts';
import { renderDay } from '../replies/dates.ts';
import { renderAttribution, renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney, renderRoute, renderStatus } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { capitalize, counted, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import { renderItemMoney, renderQuantity } from './item.render.ts';
import { evidenceOf, evidenceOfItems, inTurn } from './total-evidence.ts';
import { type Filters, renderCandidates, renderTitle } from './total-filters.render.ts';
import { LINES, renderContained, renderPlainly, renderUnpublished } from './total-lists.render.ts';
import type { PlacedItem, Selection } from './total-selection.ts';
import { renderAnswer, renderOneUnpublished } from './total-sums.render.ts';

const NOTHING_WITHIN =
  'No record falls wholly into that period, so nothing is added up: the sources do not say how much of theirs does.';

/** Characters of evidence: the figures' sentences come first, and the rest must leave room for what has no figure. */
const EVIDENCE = 2600;
/** An embed holds 4,096 characters, and the count of what does not fit needs some. */
const DESCRIPTION = 3950;

export function renderTotal(
  facts: Facts,
  total: Total,
  { partly, undated }: Selection,
  filters: Filters,
): Reply {
  const inOrder = inTurn(total.sums.map((sum) => sum.counted));
  const [only] = total.unpublished;
  const isOne = total.sums.length === 0 && total.unpublished.length === 1 && only !== undefined;
  const single = inOrder.length === 1 ? inOrder[0]?.assistance : isOne ? only.assistance : undefined;
  const isNothing = total.sums.length + total.unpublished.length === 0;
  const answer = isNothing
    ? NOTHING_WITHIN
    : isOne
      ? renderOneUnpublished(facts, only)
      : renderAnswer(facts, total);
  const said = [filters.notes.join('\n'), answer].filter(Boolean).join('\n\n');
  const evidence = evidenceOf(inOrder, total, [...partly, ...undated]);
  const plainly = (assistance: Assistance) => renderPlainly(facts, assistance);
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [said, renderEvidence(facts, evidence, Math.min(EVIDENCE, DESCRIPTION - said.length))]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      ...(single === undefined ? [] : renderRoute(facts, single)),
      ...(isOne ? [] : renderUnpublished(facts, total)),
      ...(total.sums.length > 0 ? renderContained(total) : []),
      ...renderEach('Only partly in that period, as far as is said, so not added', partly, plainly, LINES),
      ...renderEach('No date published, so not added', undated, plainly, LINES),
    ],
    footer: { text: renderRevision(facts.revision) },
  };
  const others = [
    ...inOrder.flatMap(withParts),
    ...total.unpublished.map(({ assistance }) => assistance),
    ...partly,
    ...undated,
  ];
  const opened = single === undefined ? '' : shortId(single.id);
  const menu = others
    .values()
    .filter((assistance) => assistance !== single)
    .map(menuOption);
  return {
    embeds: [embed],
    components: [
      ...renderMenu(customId('total', 'open', opened), 'Open a piece of assistance', menu),
      ...renderCandidates(filters),
    ],
  };
}

/** Items have no sum: each is told with its own figure or with the one that it shares. */
export function renderItemShares(facts: Facts, placed: readonly PlacedItem[], filters: Filters): Reply {
  const shown = placed.slice(0, LINES);
  const lines = shown.map((entry) => renderItemShare(facts, entry));
  const left =
    placed.length > shown.length ? [`${placed.length - shown.length} more: narrow the question.`] : [];
  const evidence = renderEvidence(facts, evidenceOfItems(facts, shown));
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [filters.notes.join('\n'), ...lines, ...left, evidence].filter(Boolean).join('\n\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  const menu = new Set(placed.map(({ item }) => facts.assistanceOf(item))).values().map(menuOption);
  const rows = renderMenu(customId('total', 'open'), 'Open the assistance', menu);
  return { embeds: [embed], components: [...rows, ...renderCandidates(filters)] };
}

/** What was asked for by name, and does not fit the rest of the question. */
export interface Named {
  readonly items: readonly Item[];
  readonly assistance: readonly Assistance[];
}

/** @param facts all of them, also those published after the day asked for */
export function renderNothing(facts: Facts, filters: Filters, named?: Named): Reply {
  const items = named?.items.slice(0, LINES) ?? [];
  const assistance = named?.assistance.slice(0, LINES) ?? [];
  const known = [
    ...items.map((item) => `• ${literal(item.name)}: ${renderStatus(facts.assistanceOf(item), item)}`),
    ...assistance.map((fact) => renderPlainly(facts, fact)),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(filters),
    description: [
      ...filters.notes,
      'Nothing among the facts fits all of this. That is not zero: it only says that no source here tells of it.',
      known.length > 0 ? `Known of it:\n${known.join('\n')}` : renderCovered(facts, filters),
      renderEvidence(facts, [...items, ...assistance]),
    ]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: renderRevision(facts.revision) },
  };
  return { embeds: [embed] };
}

/** What the facts do cover, for whoever asked outside of it. */
function renderCovered(facts: Facts, { asOf }: Filters): string {
  const oldest = facts.sources.at(-1);
  const newest = facts.sources[0];
  if (oldest === undefined || newest === undefined) return 'There is no source.';
  if (asOf !== undefined && Temporal.PlainDate.compare(oldest.published, asOf) > 0) {
    return `No source was published by ${renderDay(asOf)}; the first is ${renderAttribution(oldest).slice(2)}.`;
  }
  const held = counted(facts.assistance.length, 'record of assistance', 'records of assistance');
  return (
    `There are ${held} from ${counted(facts.sources.length, 'source')}; the newest is ` +
    `${renderAttribution(newest).slice(2)}. Leave out a filter, or look at \`/find\`.`
  );
}

const PLACES: Readonly<Record<PlacedItem['place'], string>> = {
  within: '',
  partly: '\n*Only partly in that period, as far as its source says when.*',
  undated: '\n*Its source gives no date, so it may lie outside that period.*',
};

function renderItemShare(facts: Facts, { item, place }: PlacedItem): string {
  const assistance = facts.assistanceOf(item);
  const quantity = item.quantity === undefined ? '' : `${renderQuantity(item)}. `;
  const isSame = assistance.title.toLowerCase() === item.name.toLowerCase();
  const title = isSame ? '' : ` · ${literal(assistance.title)}`;
  const status = `${quantity}${renderStatus(assistance, item)}${title}`;
  return `**${capitalize(literal(item.name))}**\n${status}\n${renderItemMoney(facts, item)}${PLACES[place]}`;
}

function withParts(entry: Counted): Assistance[] {
  return [entry.assistance, ...entry.parts.map(({ assistance }) => assistance)];
}

function menuOption(assistance: Assistance): { label: string; description: string; value: string } {
  const description = `${renderMoney(assistance)} · ${assistance.kind}`;
  return { label: assistance.title, description, value: shortId(assistance.id) };
}
