import type { APIEmbed } from 'discord.js';
import type { Assistance, Item } from '../data/facts.ts';
import type { Steps } from '../data/steps.ts';
import type { Total } from '../data/total.ts';
import type { Language } from '../i18n/language.ts';
import { customId } from '../replies/custom-id.ts';
import { evidenceSteps, renderAttribution, renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR, renderMoney, renderRoute, renderStatus } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { capitalize, literal } from '../replies/markdown.ts';
import { renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import { renderItemMoney, renderQuantity } from './item.render.ts';
import { evidenceOf, evidenceOfItems, inTurn } from './total-evidence.ts';
import { type Filters, renderCandidates, renderTitle } from './total-filters.render.ts';
import { LINES, renderContained, renderPlainly, renderUnpublished } from './total-lists.render.ts';
import type { PlacedItem, Selection } from './total-selection.ts';
import { renderAnswer, renderOneUnpublished } from './total-sums.render.ts';

/** Characters of evidence: the figures' sentences come first, and the rest must leave room for what has no figure. */
const EVIDENCE = 2600;
/** An embed holds 4,096 characters, and the count of what does not fit needs some. */
const DESCRIPTION = 3950;

/** Yields wherever it can be interrupted: a table may give a million records. */
export function* renderTotal(
  view: View,
  total: Total,
  { partly, undated }: Selection,
  filters: Filters,
): Steps<Reply> {
  const { facts, language } = view;
  const { t } = language;
  const [onlySum, ...otherSums] = total.sums;
  const [only] = total.unpublished;
  const isOne = total.sums.length === 0 && total.unpublished.length === 1 && only !== undefined;
  const isSingle = otherSums.length === 0 && onlySum?.counted.length === 1;
  const single = isSingle ? onlySum.counted[0]?.assistance : isOne ? only.assistance : undefined;
  const isNothing = total.sums.length + total.unpublished.length === 0;
  const answer = isNothing
    ? t('total.nothingWithin')
    : isOne
      ? renderOneUnpublished(view, only)
      : yield* renderAnswer(view, total);
  const said = [filters.notes.join('\n'), answer].filter(Boolean).join('\n\n');
  const budget = Math.min(EVIDENCE, DESCRIPTION - said.length);
  const evidence = yield* evidenceSteps(view, evidenceOf(total, [partly, undated]), budget);
  const plainly = (assistance: Assistance) => renderPlainly(view, assistance);
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(language, filters),
    description: [said, evidence].filter(Boolean).join('\n\n'),
    fields: [
      ...(single === undefined ? [] : renderRoute(view, single)),
      ...(isOne ? [] : renderUnpublished(view, total)),
      ...(total.sums.length > 0 ? renderContained(language, total) : []),
      ...renderEach(language, { name: t('total.partly'), most: LINES }, partly, plainly),
      ...renderEach(language, { name: t('total.undated'), most: LINES }, undated, plainly),
    ],
    footer: { text: renderRevision(language, facts.revision) },
  };
  const opened = single === undefined ? '' : shortId(single.id);
  const menu = toldOf(total, [partly, undated])
    .filter((assistance) => assistance !== single)
    .map((assistance) => menuOption(language, assistance));
  return {
    embeds: [embed],
    components: [
      ...renderMenu(customId('total', 'open', opened), t('total.open'), menu),
      ...renderCandidates(language, filters),
    ],
  };
}

/** What the answer tells of, with parts, and what is left out of it. */
function* toldOf(
  { sums, unpublished }: Total,
  uncounted: readonly (readonly Assistance[])[],
): Generator<Assistance> {
  for (const entry of inTurn(sums.map(({ counted }) => counted))) {
    yield entry.assistance;
    for (const { assistance } of entry.parts) yield assistance;
  }
  for (const { assistance } of unpublished) yield assistance;
  for (const list of uncounted) yield* list;
}

/** Items have no sum: each is told with its own figure or with the one that it shares. */
export function renderItemShares(view: View, placed: readonly PlacedItem[], filters: Filters): Reply {
  const { facts, language } = view;
  const { t } = language;
  const shown = placed.slice(0, LINES);
  const lines = shown.map((entry) => renderItemShare(view, entry));
  const left = placed.length > shown.length ? [t('total.more', { left: placed.length - shown.length })] : [];
  const evidence = renderEvidence(view, evidenceOfItems(facts, shown));
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(language, filters),
    description: [filters.notes.join('\n'), ...lines, ...left, evidence].filter(Boolean).join('\n\n'),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const menu = placed.values().map(({ item }) => menuOption(language, facts.assistanceOf(item)));
  const rows = renderMenu(customId('total', 'open'), t('total.openOne'), menu);
  return { embeds: [embed], components: [...rows, ...renderCandidates(language, filters)] };
}

/** What was asked for by name, and does not fit the rest of the question. */
export interface Named {
  readonly items: readonly Item[];
  readonly assistance: readonly Assistance[];
}

/** @param view of all facts, also those published after the day asked for */
export function renderNothing(view: View, filters: Filters, named?: Named): Reply {
  const { facts, language } = view;
  const { t } = language;
  const items = named?.items.slice(0, LINES) ?? [];
  const assistance = named?.assistance.slice(0, LINES) ?? [];
  const known = [
    ...items.map(
      (item) => `• ${literal(item.name)}: ${renderStatus(language, facts.assistanceOf(item), item)}`,
    ),
    ...assistance.map((fact) => renderPlainly(view, fact)),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(language, filters),
    description: [
      ...filters.notes,
      t('total.nothing'),
      known.length > 0 ? t('total.known', { records: known.join('\n') }) : renderCovered(view, filters),
      renderEvidence(view, [...items, ...assistance]),
    ]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: renderRevision(language, facts.revision) },
  };
  return { embeds: [embed] };
}

/** What the facts do cover, for whoever asked outside of it. */
function renderCovered({ facts, language }: View, { asOf }: Filters): string {
  const { t } = language;
  const oldest = facts.sources.at(-1);
  const newest = facts.sources[0];
  if (oldest === undefined || newest === undefined) return t('total.noSource');
  if (asOf !== undefined && Temporal.PlainDate.compare(oldest.published, asOf) > 0) {
    const source = renderAttribution(language, oldest).slice(2);
    return t('total.noneBy', { day: language.day(asOf), source });
  }
  return t('total.covered', {
    records: t('count.assistance', { count: facts.assistance.length }),
    sources: t('count.source', { count: facts.sources.length }),
    newest: renderAttribution(language, newest).slice(2),
  });
}

function renderDoubt({ t }: Language, place: PlacedItem['place']): string {
  if (place === 'within') return '';
  return `\n${t(place === 'partly' ? 'total.itemPartly' : 'total.itemUndated')}`;
}

function renderItemShare(view: View, { item, place }: PlacedItem): string {
  const { facts, language } = view;
  const assistance = facts.assistanceOf(item);
  const quantity = item.quantity === undefined ? '' : `${renderQuantity(language, item)}. `;
  const isSame = assistance.title.toLowerCase() === item.name.toLowerCase();
  const title = isSame ? '' : ` · ${literal(assistance.title)}`;
  const status = `${quantity}${renderStatus(language, assistance, item)}${title}`;
  const money = renderItemMoney(view, item);
  return `**${capitalize(literal(item.name))}**\n${status}\n${money}${renderDoubt(language, place)}`;
}

function menuOption(
  language: Language,
  assistance: Assistance,
): { label: string; description: string; value: string } {
  const description = `${renderMoney(language, assistance)} · ${language.t(`kinds.${assistance.kind}`)}`;
  return { label: assistance.title, description, value: shortId(assistance.id) };
}
