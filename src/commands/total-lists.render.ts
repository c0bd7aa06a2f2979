import type { APIEmbedField } from 'discord.js';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts } from '../data/facts.ts';
import type { Total } from '../data/total.ts';
import { NOT_PUBLISHED, nameOfProgram, renderMoney, renderStatus } from '../replies/facts.ts';
import { renderLines } from '../replies/fields.ts';
import { listed, literal } from '../replies/markdown.ts';

/** How many lines of one sort a reply shows; the menu opens the rest. */
export const LINES = 8;

export function renderUnpublished(facts: Facts, { unpublished, countedByParts }: Total): APIEmbedField[] {
  const lines = unpublished.map(({ assistance }) => renderPlainly(facts, assistance));
  const parts = countedByParts.map(
    ({ assistance, parts: counting }) =>
      `• ${literal(assistance.title)}: no figure of its own; its parts are counted (${listed(counting.map(({ title }) => literal(title)))})`,
  );
  return [
    ...renderLines(NOT_PUBLISHED, lines, LINES),
    ...renderLines('Counted by their parts', parts, LINES),
  ];
}

export function renderContained({ contained }: Total): APIEmbedField[] {
  const lines = contained.map(({ assistance, containedIn }) => {
    const whole = listed(containedIn.map(({ title }) => literal(title)));
    return `• ${renderMoney(assistance)} ${assistance.kind}: ${literal(assistance.title)}${whole ? ` (in ${whole})` : ''}`;
  });
  return renderLines('Contained in the above, not added again', lines, LINES);
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
