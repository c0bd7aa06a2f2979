import type { APIEmbedField } from 'discord.js';
import type { Language } from '../i18n/language.ts';
import { truncate } from './markdown.ts';

/** Discord refuses a field past 1,024 characters. A line may be broken by the join. */
const FULL = 1000;
const LONGEST_LINE = 320;

/** A list under a name. `most`: how many of it are shown; the rest are counted. */
export interface Listing {
  readonly name: string;
  readonly most: number;
}

/** As `renderLines`, of records of which only those that are shown are worded: a table may give thousands. */
export function renderEach<T>(
  language: Language,
  { name, most }: Listing,
  records: readonly T[],
  render: (record: T) => string,
): APIEmbedField[] {
  return fieldsOf(language, name, records.slice(0, most).map(render), records.length);
}

/** Lines as one field, or as several where they do not fit into one; none where there are no lines. */
export function renderLines(
  language: Language,
  { name, most }: Listing,
  lines: readonly string[],
): APIEmbedField[] {
  return fieldsOf(language, name, lines.slice(0, most), lines.length);
}

function fieldsOf({ t }: Language, name: string, lines: readonly string[], all: number): APIEmbedField[] {
  const shown = lines.map((line) => truncate(line, LONGEST_LINE));
  const left = all - shown.length;
  const fields: APIEmbedField[] = [];
  for (const line of left > 0 ? [...shown, t('parts.moreLines', { left })] : shown) {
    const last = fields.at(-1);
    if (last !== undefined && last.value.length + line.length < FULL) last.value += `\n${line}`;
    else fields.push({ name: fields.length === 0 ? name : t('parts.continued', { name }), value: line });
  }
  return fields;
}
