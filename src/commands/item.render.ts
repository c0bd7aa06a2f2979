import type { APIEmbed } from 'discord.js';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import { shareOfItem } from '../data/total.ts';
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

/** The items that a name led to; a name that none has is answered with the closest, and says so. */
export function renderItems(view: View, found: Lookup, menuId: string): Reply {
  const { facts, language } = view;
  const { text, sure, others } = found;
  const group = findGroup(found);
  const [closest] = others;
  const meant = sure.length > 0 ? sure : recordsOf(group?.hits ?? others.slice(0, 1));
  const items = itemsOf(facts, meant);
  const doubt = sure.length > 0 || closest === undefined ? '' : renderDoubt(language, text, closest, group);
  const rest = [
    ...items.slice(SHOWN),
    ...itemsOf(facts, recordsOf(others)),
    ...(doubt && !group ? alike(facts, items) : []),
  ];
  const menu = rest
    .filter((item) => !items.slice(0, SHOWN).includes(item))
    .map((item) => menuOption(facts, item));
  const [one] = items;
  const embed =
    items.length === 1 && one ? renderOne(view, one, doubt) : renderSeveral(view, items, text, doubt);
  return { embeds: [embed], components: renderMenu(menuId, language.t('item.others'), menu) };
}

const recordsOf = (hits: readonly Hit[]) => hits.map(({ record }) => record);

function itemsOf(facts: Facts, refs: readonly { id: string }[]): Item[] {
  return refs.map(({ id }) => facts.findItem(id)).filter((item) => item !== undefined);
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
function alike(facts: Facts, [closest]: readonly Item[]): Item[] {
  if (closest?.category === undefined) return [];
  return facts.items.filter((item) => item.category === closest.category);
}

/** Nothing is like it: says so and offers what there is. */
export function renderNoItem({ facts, language }: View, asked: string, menuId: string): Reply {
  const { t } = language;
  const categories = [
    ...new Set(facts.items.map(({ category }) => category).filter((name) => name !== undefined)),
  ];
  const said = { text: literal(asked), items: t('count.item', { count: facts.items.length }) };
  const listed = language.list(categories.slice(0, 20).map(literal));
  const embed: APIEmbed = {
    color: COLOR,
    title: t('item.none'),
    description:
      categories.length > 0 ? t('item.noneIsIn', { ...said, categories: listed }) : t('item.noneIs', said),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const menu = facts.items.map((item) => menuOption(facts, item));
  return {
    embeds: [embed],
    components: renderMenu(menuId, t(menu.length > 25 ? 'item.first25' : 'item.there'), menu),
    private: true,
  };
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

function renderSeveral(view: View, items: readonly Item[], asked: string, doubt: string): APIEmbed {
  const { facts, language } = view;
  const { t } = language;
  const shown = items.slice(0, SHOWN);
  const said = { text: literal(asked), items: t('count.item', { count: items.length }) };
  const names =
    items.length > shown.length
      ? t('item.namesFirst', { ...said, shown: shown.length })
      : t('item.names', said);
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
