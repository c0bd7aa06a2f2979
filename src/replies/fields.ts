import type { APIEmbedField } from 'discord.js';
import { truncate } from './markdown.ts';

/** Discord refuses a field past 1,024 characters. A line may be broken by the join. */
const FULL = 1000;
const LONGEST_LINE = 320;

/** As `renderLines`, of records of which only those that are shown are worded: a table may give thousands. */
export function renderEach<T>(
  name: string,
  records: readonly T[],
  render: (record: T) => string,
  most: number,
): APIEmbedField[] {
  return fieldsOf(name, records.slice(0, most).map(render), records.length);
}

/**
 * Lines as one field, or as several where they do not fit into one; none where there are no lines.
 *
 * @param most how many lines are shown; the rest are counted
 */
export function renderLines(name: string, lines: readonly string[], most: number): APIEmbedField[] {
  return fieldsOf(name, lines.slice(0, most), lines.length);
}

function fieldsOf(name: string, lines: readonly string[], all: number): APIEmbedField[] {
  const shown = lines.map((line) => truncate(line, LONGEST_LINE));
  const left = all - shown.length;
  const fields: APIEmbedField[] = [];
  for (const line of left > 0 ? [...shown, `• … and ${left.toLocaleString('en-US')} more`] : shown) {
    const last = fields.at(-1);
    if (last !== undefined && last.value.length + line.length < FULL) last.value += `\n${line}`;
    else fields.push({ name: fields.length === 0 ? name : `${name} (continued)`, value: line });
  }
  return fields;
}
