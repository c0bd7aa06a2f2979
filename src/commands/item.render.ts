import type { APIEmbed } from 'discord.js';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import { shareOfItem } from '../data/total.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import {
  COLOR,
  field,
  NOT_PUBLISHED,
  nameOfParty,
  nameOfProgram,
  renderRoute,
  renderStatus,
} from '../replies/facts.ts';
import { capitalize, counted, listed, literal, truncate } from '../replies/markdown.ts';
import { type MenuOption, renderMenu } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { Hit } from '../search/search.ts';
import { findGroup, type Group, type Lookup } from './lookup.ts';

/** How many items one reply shows in full; the rest are in its menu. */
const SHOWN = 6;

/** The items that a name led to; a name that none has is answered with the closest, and says so. */
export function renderItems(facts: Facts, found: Lookup, menuId: string): Reply {
  const { text, sure, others } = found;
  const group = findGroup(found);
  const [closest] = others;
  const meant = sure.length > 0 ? sure : recordsOf(group?.hits ?? others.slice(0, 1));
  const items = itemsOf(facts, meant);
  const doubt = sure.length > 0 || closest === undefined ? '' : renderDoubt(text, closest, group);
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
    items.length === 1 && one ? renderOne(facts, one, doubt) : renderSeveral(facts, items, text, doubt);
  return { embeds: [embed], components: renderMenu(menuId, 'Other items', menu) };
}

const recordsOf = (hits: readonly Hit[]) => hits.map(({ record }) => record);

function itemsOf(facts: Facts, refs: readonly { id: string }[]): Item[] {
  return refs.map(({ id }) => facts.findItem(id)).filter((item) => item !== undefined);
}

function renderDoubt(text: string, { record, field, matched }: Hit, group: Group | undefined): string {
  if (group !== undefined) return `No item is called just “${literal(text)}”: ${group.why}.`;
  const other = field === 'name' ? '' : `, by its ${literal(field)} “${literal(truncate(matched, 80))}”`;
  return `No item is called “${literal(text)}”. Closest: **${literal(record.name)}**${other}.`;
}

/** Where the closest may be the wrong one: the others of its category. */
function alike(facts: Facts, [closest]: readonly Item[]): Item[] {
  if (closest?.category === undefined) return [];
  return facts.items.filter((item) => item.category === closest.category);
}

/** Nothing is like it: says so and offers what there is. */
export function renderNoItem(facts: Facts, text: string, menuId: string): Reply {
  const categories = [
    ...new Set(facts.items.map(({ category }) => category).filter((name) => name !== undefined)),
  ];
  const offer =
    categories.length > 0 ? `, in these categories: ${listed(categories.slice(0, 20).map(literal))}` : '';
  const embed: APIEmbed = {
    color: COLOR,
    title: 'No such item',
    description:
      `No item is called “${literal(text)}”, and none is close to it.\n` +
      `The facts hold ${counted(facts.items.length, 'item')}${offer}. \`/find\` looks through everything else.`,
    footer: { text: renderRevision(facts.revision) },
  };
  const menu = facts.items.map((item) => menuOption(facts, item));
  return {
    embeds: [embed],
    components: renderMenu(menuId, menu.length > 25 ? 'The first 25 items' : 'Items there are', menu),
    private: true,
  };
}

function menuOption(facts: Facts, item: Item): MenuOption {
  const { title } = facts.assistanceOf(item);
  return { label: item.name, description: title, value: shortId(item.id) };
}

function renderOne(facts: Facts, item: Item, doubt: string): APIEmbed {
  const assistance = facts.assistanceOf(item);
  const fields = [
    { name: 'How many', value: renderQuantity(item), inline: true },
    { name: 'Status', value: renderStatus(assistance, item), inline: true },
    ...renderRoute(facts, assistance),
    field('Category', item.category),
    field('Also called', item.aliases.length > 0 ? item.aliases.join(', ') : undefined),
    { name: 'Money', value: renderItemMoney(facts, item) },
    assistance.description === undefined
      ? undefined
      : { name: 'Note', value: literal(assistance.description) },
  ].filter((entry) => entry !== undefined);
  return {
    color: COLOR,
    title: capitalize(literal(item.name)),
    description: [doubt, renderEvidence(facts, [item])].filter(Boolean).join('\n\n'),
    fields,
    footer: { text: renderRevision(facts.revision) },
  };
}

function renderSeveral(facts: Facts, items: readonly Item[], text: string, doubt: string): APIEmbed {
  const shown = items.slice(0, SHOWN);
  const more =
    items.length > shown.length ? ` The first ${shown.length} are shown; the menu holds more.` : '';
  const intro = doubt || `“${literal(text)}” names ${counted(items.length, 'item')}.${more}`;
  const fields = shown.map((item) => ({
    name: capitalize(literal(item.name)),
    value: renderShort(facts, item, facts.assistanceOf(item)),
  }));
  return {
    color: COLOR,
    title: capitalize(literal(text)),
    description: `${intro}\n\n${renderEvidence(facts, shown)}`,
    fields,
    footer: { text: renderRevision(facts.revision) },
  };
}

function renderShort(facts: Facts, item: Item, assistance: Assistance): string {
  const to = nameOfParty(facts, assistance.to);
  const from = nameOfParty(facts, assistance.from);
  const program = nameOfProgram(facts, assistance.programId);
  const through = nameOfParty(facts, assistance.through);
  const route = [
    to && `to ${literal(to)}`,
    from && `from ${literal(from)}`,
    program && `under ${literal(program)}`,
    through && `through ${literal(through)}`,
  ].filter(Boolean);
  return [
    `${renderQuantity(item)}. ${renderStatus(assistance, item)}${route.length > 0 ? `, ${route.join(', ')}` : ''}.`,
    renderItemMoney(facts, item),
  ].join('\n');
}

export function renderQuantity({ quantity }: Item): string {
  return quantity === undefined ? 'No number published' : capitalize(renderAmount(quantity));
}

/** Its own figure, or the one that it shares, or that there is none: never a share that we worked out. */
export function renderItemMoney(facts: Facts, item: Item): string {
  const { figure, shared, sharedWith } = shareOfItem(facts, item);
  if (figure !== undefined) return capitalize(renderAmount(figure));
  if (shared === undefined) return `${NOT_PUBLISHED} for it or for what it is part of.`;
  const amount = `${renderAmount(shared.amount)} (${shared.assistance.kind}: ${literal(shared.assistance.title)})`;
  if (shared.assistance.id !== item.assistanceId) {
    return `${NOT_PUBLISHED}. It is part of ${amount}; the source does not say how much of that it is.`;
  }
  // That nothing else is listed does not say that there is nothing else: “$5 million, including generators”.
  if (sharedWith <= 1) {
    return `Part of ${amount}, or all of it: no other item is listed there, and the source gives no figure of its own for this one.`;
  }
  return `Part of ${amount}, shared by ${counted(sharedWith, 'item')}; the source gives no figure of its own for it.`;
}
