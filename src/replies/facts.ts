import type { APIEmbedField } from 'discord.js';
import type { Assistance, Facts, Item } from '../data/facts.ts';
import type { Language } from '../i18n/language.ts';
import { renderTime } from './dates.ts';
import { capitalize, literal } from './markdown.ts';
import type { View } from './view.ts';

/** Tranche's own colour on every embed. */
export const COLOR = 0x2f6f8f;

/** "More than $23 million", or that nobody published one: never a zero. */
export function renderMoney(language: Language, { amount }: Pick<Assistance, 'amount'>): string {
  return amount === undefined ? language.t('parts.notPublished') : capitalize(language.amount(amount));
}

export function nameOfParty(facts: Facts, id: string | undefined): string | undefined {
  return id === undefined ? undefined : facts.findParty(id)?.name;
}

export function nameOfProgram(facts: Facts, id: string | undefined): string | undefined {
  return id === undefined ? undefined : facts.findProgram(id)?.name;
}

/** "Delivered, March 2014" */
export function renderStatus(language: Language, assistance: Assistance, item?: Item): string {
  const when = item?.when ?? assistance.when;
  const kind = capitalize(language.t(`kinds.${assistance.kind}`));
  return kind + (when === undefined ? '' : `, ${renderTime(language, when)}`);
}

/** Who gave it to whom, under what, by whom, where the source says so. */
export function renderRoute({ facts, language: { t } }: View, assistance: Assistance): APIEmbedField[] {
  return [
    field(t('parts.to'), nameOfParty(facts, assistance.to)),
    field(t('parts.from'), nameOfParty(facts, assistance.from)),
    field(t('parts.through'), nameOfParty(facts, assistance.through)),
    field(t('parts.program'), nameOfProgram(facts, assistance.programId)),
  ].filter((entry) => entry !== undefined);
}

/** A short field of an embed, or none where there is nothing to say. */
export function field(name: string, value: string | undefined): APIEmbedField | undefined {
  return value === undefined ? undefined : { name, value: literal(value), inline: true };
}
