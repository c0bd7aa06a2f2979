import type { APIEmbed } from 'discord.js';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import { firstInSteps } from '../data/lists-in-steps.ts';
import type { Steps } from '../data/steps.ts';
import { shareOfItem } from '../data/total.ts';
import { COMPONENT } from '../discord/limits.ts';
import type { Language } from '../i18n/language.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR, field, nameOfParty, nameOfProgram, renderRoute, renderStatus } from '../replies/facts.ts';
import { capitalize, literal, truncate } from '../replies/markdown.ts';
import { type MenuOption, renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import type { Hit } from '../search/search.ts';
import { findGroup, type Group, type Lookup } from './lookup.ts';

/** How many items one reply shows in full; the rest are in its menu. */
const SHOWN = 6;
/** As many as it tells of, with its menu: a name may have a million. */
const TOLD = SHOWN + COMPONENT.selectOptions;

/** The items that a name led to; a name that none has is answered with the closest, and says so. Yields wherever it can be interrupted. */
export function* renderItems(view: View, found: Lookup, menuId: string): Steps<Reply> {
  const { facts, language } = view;
  const { text, sure, others } = found;
  const group = findGroup(found);
  const [closest] = others;
  const meant = sure.length > 0 ? found.all : recordsOf(group?.hits ?? others.slice(0, 1));
  const items = itemsOf(facts, Iterator.from(meant).take(TOLD));
  const doubt = sure.length > 0 || closest === undefined ? '' : renderDoubt(language, text, closest, group);
  const rest = [
    ...items.slice(SHOWN),
    ...itemsOf(facts, recordsOf(others)),
    ...(doubt && !group ? yield* findAlike(facts, items) : []),
  ];
  const menu = rest
    .filter((item) => !items.slice(0, SHOWN).includes(item))
    .map((item) => menuOption(facts, item));
  const [one] = items;
  const embed =
    items.length === 1 && one
      ? renderOne(view, one, doubt)
      : renderSeveral(view, { items, count: meant.length }, text, doubt);
  return { embeds: [embed], components: renderMenu(menuId, language.t('item.others'), menu) };
}

const recordsOf = (hits: readonly Hit[]) => hits.map(({ record }) => record);

function itemsOf(facts: Facts, refs: Iterable<{ id: string }>): Item[] {
  return Iterator.from(refs)
    .map(({ id }) => facts.findItem(id))
    .filter((item) => item !== undefined)
    .toArray();
}

function renderDoubt(
  { t }: Language,
  asked: string,
  { record, field: matchedField, matched }: Hit,
  group: Group | undefined,
): string {
  const text = literal(asked);
  if (group !== undefined) return t('item.group', { text, why: t(`lookup.${group.why}`) });
  const name = literal(record.name);
  if (matchedField === 'name') return t('item.closest', { text, name });
  return t('item.closestBy', {
    text,
    name,
    field: t(`fields.${matchedField}`),
    matched: literal(truncate(matched, 80)),
  });
}

/** Where the closest may be the wrong one: the others of its category. */
function* findAlike(facts: Facts, [closest]: readonly Item[]): Steps<readonly Item[]> {
  const category = closest?.category;
  if (category === undefined) return [];
  return yield* firstInSteps(facts.items, TOLD, (item) => item.category === category);
}

/** Nothing is like it: says so and offers what there is. Yields wherever it can be interrupted. */
export function* renderNoItem({ facts, language }: View, asked: string, menuId: string): Steps<Reply> {
  const { t } = language;
  const categories = yield* findCategories(facts);
  const said = { text: literal(asked), items: t('count.item', { count: facts.items.length }) };
  const listed = language.list(categories.map(literal));
  const embed: APIEmbed = {
    color: COLOR,
    title: t('item.none'),
    description:
      categories.length > 0 ? t('item.noneIsIn', { ...said, categories: listed }) : t('item.noneIs', said),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const menu = facts.items.values().map((item) => menuOption(facts, item));
  return {
    embeds: [embed],
    components: renderMenu(
      menuId,
      t(facts.items.length > COMPONENT.selectOptions ? 'item.first25' : 'item.there'),
      menu,
    ),
    private: true,
  };
}

/** So many are named. */
const CATEGORIES = 20;

function* findCategories({ items }: Facts): Steps<string[]> {
  const categories = new Set<string>();
  yield* firstInSteps(items, CATEGORIES, ({ category }) => {
    if (category === undefined || categories.has(category)) return false;
    categories.add(category);
    return true;
  });
  return [...categories];
}

function menuOption(facts: Facts, item: Item): MenuOption {
  const { title } = facts.assistanceOf(item);
  return { label: item.name, description: title, value: shortId(item.id) };
}

function renderOne(view: View, item: Item, doubt: string): APIEmbed {
  const { facts, language } = view;
  const { t } = language;
  const assistance = facts.assistanceOf(item);
  const fields = [
    { name: t('item.howMany'), value: renderQuantity(language, item), inline: true },
    { name: t('item.status'), value: renderStatus(language, assistance, item), inline: true },
    ...renderRoute(view, assistance),
    field(t('item.category'), item.category),
    field(t('item.alsoCalled'), item.aliases.length > 0 ? item.aliases.join(', ') : undefined),
    { name: t('item.money'), value: renderItemMoney(view, item) },
    assistance.description === undefined
      ? undefined
      : { name: t('item.note'), value: literal(assistance.description) },
  ].filter((entry) => entry !== undefined);
  return {
    color: COLOR,
    title: capitalize(literal(item.name)),
    description: [doubt, renderEvidence(view, [item])].filter(Boolean).join('\n\n'),
    fields,
    footer: { text: renderRevision(language, facts.revision) },
  };
}

/** @param doubt why it may be other items that were meant */
function renderSeveral(
  view: View,
  { items, count }: { readonly items: readonly Item[]; readonly count: number },
  asked: string,
  doubt: string,
): APIEmbed {
  const { facts, language } = view;
  const { t } = language;
  const shown = items.slice(0, SHOWN);
  const said = { text: literal(asked), items: t('count.item', { count }) };
  const names =
    count > shown.length ? t('item.namesFirst', { ...said, shown: shown.length }) : t('item.names', said);
  const fields = shown.map((item) => ({
    name: capitalize(literal(item.name)),
    value: renderShort(view, item, facts.assistanceOf(item)),
  }));
  return {
    color: COLOR,
    title: capitalize(literal(asked)),
    description: `${doubt || names}\n\n${renderEvidence(view, shown)}`,
    fields,
    footer: { text: renderRevision(language, facts.revision) },
  };
}

function renderShort(view: View, item: Item, assistance: Assistance): string {
  const { facts, language } = view;
  const { t } = language;
  const to = nameOfParty(facts, assistance.to);
  const from = nameOfParty(facts, assistance.from);
  const program = nameOfProgram(facts, assistance.programId);
  const through = nameOfParty(facts, assistance.through);
  const route = [
    to && t('item.routeTo', { name: literal(to) }),
    from && t('item.routeFrom', { name: literal(from) }),
    program && t('item.routeUnder', { name: literal(program) }),
    through && t('item.routeThrough', { name: literal(through) }),
  ].filter(Boolean);
  return [
    `${renderQuantity(language, item)}. ${renderStatus(language, assistance, item)}${route.length > 0 ? `, ${route.join(', ')}` : ''}.`,
    renderItemMoney(view, item),
  ].join('\n');
}

export function renderQuantity(language: Language, { quantity }: Item): string {
  return quantity === undefined ? language.t('item.noNumber') : capitalize(language.amount(quantity));
}

/** Its own figure, or the one that it shares, or that there is none: never a share that we worked out. */
export function renderItemMoney({ facts, language }: View, item: Item): string {
  const { t } = language;
  const { figure, shared, sharedWith } = shareOfItem(facts, item);
  if (figure !== undefined) return capitalize(language.amount(figure));
  if (shared === undefined) return t('item.noMoney');
  const amount = t('item.moneyOf', {
    amount: language.amount(shared.amount),
    kind: t(`kinds.${shared.assistance.kind}`),
    title: literal(shared.assistance.title),
  });
  if (shared.assistance.id !== item.assistanceId) {
    return t('item.partOfOther', { amount });
  }
  // That nothing else is listed does not say that there is nothing else: “$5 million, including generators”.
  if (sharedWith <= 1) {
    return t('item.partAlone', { amount });
  }
  return t('item.partShared', { amount, count: sharedWith });
}
