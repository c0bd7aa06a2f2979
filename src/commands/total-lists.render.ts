import type { APIEmbedField } from 'discord.js';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts } from '../data/facts.ts';
import type { Contained, CountedByParts, Total } from '../data/total.ts';
import { NOT_PUBLISHED, nameOfProgram, renderMoney, renderStatus } from '../replies/facts.ts';
import { renderEach } from '../replies/fields.ts';
import { listed, literal } from '../replies/markdown.ts';

/** How many lines of one sort a reply shows; the menu opens the rest. */
export const LINES = 8;

export function renderUnpublished(facts: Facts, { unpublished, countedByParts }: Total): APIEmbedField[] {
  const plainly = ({ assistance }: { readonly assistance: Assistance }) => renderPlainly(facts, assistance);
  return [
    ...renderEach(NOT_PUBLISHED, unpublished, plainly, LINES),
    ...renderEach('Counted by their parts', countedByParts, renderByParts, LINES),
  ];
}

function renderByParts({ assistance, parts }: CountedByParts): string {
  const counting = listed(parts.slice(0, LINES).map(({ title }) => literal(title)));
  const more = parts.length > LINES ? ' and others' : '';
  return `• ${literal(assistance.title)}: no figure of its own; its parts are counted (${counting}${more})`;
}

export function renderContained({ contained }: Total): APIEmbedField[] {
  return renderEach('Contained in the above, not added again', contained, renderInside, LINES);
}

function renderInside({ assistance, containedIn }: Contained): string {
  const whole = listed(containedIn.map(({ title }) => literal(title)));
  return `• ${renderMoney(assistance)} ${assistance.kind}: ${literal(assistance.title)}${whole ? ` (in ${whole})` : ''}`;
}

/** One line about a fact: its money or that none is published, what it is, its kind, time and goods. */
export function renderPlainly(facts: Facts, assistance: Assistance): string {
  const program = nameOfProgram(facts, assistance.programId);
  const money = assistance.amount === undefined ? '' : `${renderMoney(assistance)}: `;
  const about = [renderStatus(assistance), program].filter(Boolean).join('; ');
  return `• ${money}${literal(assistance.title)} · ${about}${renderGoods(assistance)}`;
}

/** " · trucks, generators and 3 more"; of an item that is all there is to say of the record, only how many. */
function renderGoods(assistance: Assistance): string {
  const [only, ...others] = assistance.items;
  if (only === undefined) return '';
  const isSame = others.length === 0 && only.name.toLowerCase() === assistance.title.toLowerCase();
  if (!isSame) return ` · ${renderItemNames(assistance, 4)}`;
  return only.quantity === undefined ? '' : ` · ${renderAmount(only.quantity)}`;
}

export function renderItemNames({ items }: Assistance, most: number): string {
  const names = items.slice(0, most).map((item) => {
    return item.quantity === undefined
      ? literal(item.name)
      : `${literal(item.name)} (${renderAmount(item.quantity)})`;
  });
  const left = items.length - names.length;
  return left > 0 ? `${names.join(', ')} and ${left} more` : listed(names);
}
