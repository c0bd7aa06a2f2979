import { ParseError } from '../errors.ts';
import { type DatesWhen, precisionOf, type When } from './when.ts';
import { parseEdtf } from './when-edtf.ts';
import { hasTime, parseZoned, parseZonedText } from './when-zoned.ts';

const FORMS =
  'Write 2014-06-04, 2014-06, 2014, 2014-06~, 2014-03/2014-06-04, ' +
  '{ from: 2014-06-01, to: 2014-06-10, says: early June 2014 } or ' +
  '{ start: 2014-06-04T10:00, zone: Europe/Kyiv, duration: PT1H30M }.';

/**
 * Reads a time as facts.yaml gives it: EDTF text, a bare year as a number, `{ from, to, says }`,
 * `{ start, zone, duration }`, or `2014-06-04T10:00+03:00[Europe/Kyiv]`.
 *
 * @throws ParseError
 */
export function parseWhen(value: unknown): When {
  if (typeof value === 'number') return parseEdtf(yearText(value));
  if (typeof value === 'string') return parseText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ParseError(`A time cannot be ${value === null ? 'empty' : JSON.stringify(value)}. ${FORMS}`);
  }
  const fields = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  return fields.has('start') ? parseStart(fields) : parseFromTo(fields);
}

function parseText(value: string): When {
  const text = value.trim();
  if (text === '') throw new ParseError(`The time is empty. ${FORMS}`);
  return hasTime(text) ? parseZonedText(text) : parseEdtf(text);
}

function parseStart(fields: ReadonlyMap<string, unknown>): When {
  refuseOthers(fields, ['start', 'zone', 'duration']);
  const start = textField(fields, 'start') ?? '';
  if (!hasTime(start))
    throw new ParseError(
      `\`start\`: “${start}” has no time of day; a day alone is written as when: 2014-06-04.`,
    );
  return parseZoned({ start, zone: textField(fields, 'zone'), duration: textField(fields, 'duration') });
}

function parseFromTo(fields: ReadonlyMap<string, unknown>): When {
  refuseOthers(fields, ['from', 'to', 'says']);
  const from = parseEnd(fields, 'from');
  const to = parseEnd(fields, 'to');
  if (!from && !to) throw new ParseError(`A time needs \`from\`, \`to\` or both. ${FORMS}`);
  const says = textField(fields, 'says')?.trim();
  if (says === '') throw new ParseError('`says` is empty; write the words of the source, or leave it out.');
  const period = { from: from?.from, to: to?.to };
  if (period.from && period.to && Temporal.PlainDate.compare(period.from, period.to) > 0) {
    throw new ParseError(
      `\`from\` (${period.from}) is after \`to\` (${period.to}); write the earlier date first.`,
    );
  }
  // Words stand beside dates because the dates are somebody's reading of them.
  const approximate = says !== undefined || Boolean(from?.approximate) || Boolean(to?.approximate);
  return {
    type: 'dates',
    ...period,
    precision: precisionOf(period),
    approximate,
    says: says ?? sayEnds(fields),
  };
}

/** Without words of the source, what EDTF would say of the same ends: “March 2014 to 4 June 2014”. */
function sayEnds(fields: ReadonlyMap<string, unknown>): string | undefined {
  const [from, to] = ['from', 'to'].map((name) => endText(fields, name) ?? '..');
  return parseEdtf(`${from}/${to}`).says;
}

function parseEnd(fields: ReadonlyMap<string, unknown>, name: string): DatesWhen | undefined {
  const text = endText(fields, name);
  if (text === undefined) return undefined;
  if (text.includes('/') || hasTime(text)) {
    throw new ParseError(
      `\`${name}\`: “${text}” is not one date; write a day or a month, such as 2014-06-04 or 2014-06.`,
    );
  }
  try {
    return parseEdtf(text);
  } catch (error) {
    if (error instanceof ParseError) throw new ParseError(`\`${name}\`: ${error.message}`, { cause: error });
    throw error;
  }
}

function endText(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === 'number' ? yearText(value) : textField(fields, name)?.trim();
}

function textField(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = fields.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new ParseError(`\`${name}\` cannot be ${JSON.stringify(value)}; write text.`);
}

function refuseOthers(fields: ReadonlyMap<string, unknown>, known: readonly string[]): void {
  const unknown = [...fields.keys()].filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const names = unknown.map((key) => `\`${key}\``).join(', ');
  throw new ParseError(
    `${names} ${unknown.length > 1 ? 'are' : 'is'} not understood beside ${known.join(', ')}. ${FORMS}`,
  );
}

function yearText(value: number): string {
  if (Number.isInteger(value) && value >= 1000 && value <= 9999) return String(value);
  throw new ParseError(`${value} is not a year; write four digits, such as 2014, or put a date in quotes.`);
}
