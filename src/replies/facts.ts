import type { APIEmbedField } from 'discord.js';
import { renderAmount } from '../data/amount-render.ts';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import { renderTime } from './dates.ts';
import { capitalize, literal } from './markdown.ts';

/** Tranche's own colour on every embed. */
export const COLOR = 0x2f6f8f;

export const NOT_PUBLISHED = 'No amount published';

/** "More than $23 million", or that nobody published one: never a zero. */
export function renderMoney({ amount }: Pick<Assistance, 'amount'>): string {
  return amount === undefined ? NOT_PUBLISHED : capitalize(renderAmount(amount));
}

export function nameOfParty(facts: Facts, id: string | undefined): string | undefined {
  return id === undefined ? undefined : facts.findParty(id)?.name;
}

export function nameOfProgram(facts: Facts, id: string | undefined): string | undefined {
  return id === undefined ? undefined : facts.findProgram(id)?.name;
}

/** "Delivered, March 2014" */
export function renderStatus(assistance: Assistance, item?: Item): string {
  const when = item?.when ?? assistance.when;
  return capitalize(assistance.kind) + (when === undefined ? '' : `, ${renderTime(when)}`);
}

/** Who gave it to whom, under what, by whom, where the source says so. */
export function renderRoute(facts: Facts, assistance: Assistance): APIEmbedField[] {
  return [
    field('To', nameOfParty(facts, assistance.to)),
    field('From', nameOfParty(facts, assistance.from)),
    field('Through', nameOfParty(facts, assistance.through)),
    field('Program', nameOfProgram(facts, assistance.programId)),
  ].filter((entry) => entry !== undefined);
}

/** A short field of an embed, or none where there is nothing to say. */
export function field(name: string, value: string | undefined): APIEmbedField | undefined {
  return value === undefined ? undefined : { name, value: literal(value), inline: true };
}
