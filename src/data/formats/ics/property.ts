import ICAL from 'ical.js';
import type { Line } from './lines.ts';
import { type CalendarReport, type Spot, show } from './report.ts';

/** A line of a calendar, taken apart. */
export interface Property {
  readonly line: number;
  /** The whole line, unfolded. */
  readonly text: string;
  /** `DTSTART` */
  readonly name: string;
  /** By name, in capitals: `TZID`. */
  readonly params: ReadonlyMap<string, string>;
  /** What type the line says that its value is, or what its name means where it does not: `date-time`. */
  readonly type: string;
  /** Text without its escapes; times and rules as they are written. */
  readonly value: string;
}

/**
 * Their values are read here: ical.js makes a date of what is none, and its errors tell of no line. None of them holds a colon, but
 * the names of zones do.
 */
const AS_WRITTEN = new Set([
  ...['DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID', 'DTSTAMP', 'LAST-MODIFIED'],
  ...['RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'SEQUENCE', 'TZOFFSETFROM', 'TZOFFSETTO'],
]);

/** A writer seen in the wild closes the quotation mark of a zone only behind the time: `TZID="Zone:20200609T090000"`. */
const LATE_QUOTE = /^([\w-]+;TZID="[^"]*):(\d{8}T\d{6}Z?)"$/i;
/** ical.js 2.2.1 loses what stands behind a list of these; nobody here asks for them. */
const LISTS = /;(?:MEMBER|DELEGATED-TO|DELEGATED-FROM)=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/gi;

const VALUE_TYPE = /;VALUE="?([\w-]+)"?(?=[;:])/i;

/** Reads the lines of one component. One that cannot be taken apart is a fault. */
export function readProperties(lines: readonly Line[], owner: string, report: CalendarReport): Property[] {
  return lines.flatMap((line) => readProperty(line, owner, report) ?? []);
}

/** What the first line of that name says. Undefined where there is none, or it says nothing. */
export function textOf(properties: readonly Property[], name: string): string | undefined {
  return properties.find((each) => each.name === name)?.value.trim() || undefined;
}

function readProperty(
  { number: line, text }: Line,
  owner: string,
  report: CalendarReport,
): Property | undefined {
  const name = /^[\w-]+/.exec(text)?.[0].toUpperCase() ?? '';
  const spot: Spot = { line, what: `${owner} ${name}` };
  const mended = text.replace(LATE_QUOTE, '$1":$2');
  if (mended !== text) {
    report.note(
      spot,
      'the quotation mark closes behind the time, not before it',
      'nothing to do: it is read as if it did',
    );
  }
  const parsed = AS_WRITTEN.has(name) ? parseAsWritten(mended) : parse(mended.replace(LISTS, ''));
  if (parsed) return { line, text, name, ...parsed };
  const remedy = 'write NAME;PARAMETER=value:value, with both quotation marks where there is one';
  return report.add(spot, `${show(text)} cannot be taken apart`, remedy);
}

function parseAsWritten(text: string): Pick<Property, 'params' | 'type' | 'value'> | undefined {
  const at = text.lastIndexOf(':') + 1;
  if (at === 0) return undefined;
  const head = text.slice(0, at);
  const type = VALUE_TYPE.exec(head)?.[1]?.toUpperCase();
  // Without the type: of a period ical.js cannot read nothing.
  const parsed = parse(head.replace(VALUE_TYPE, ''));
  return parsed && { ...parsed, type: type ?? parsed.type, value: text.slice(at).trim() };
}

function parse(text: string): Pick<Property, 'params' | 'type' | 'value'> | undefined {
  try {
    const property: unknown = ICAL.parse.property(text, ICAL.design.icalendar);
    const [, params, type, value] = property as [string, Record<string, string | string[]>, string, unknown];
    const entries = Object.entries(params).map(([key, given]) => [key.toUpperCase(), String(given)] as const);
    return {
      params: new Map(entries),
      type: type.toUpperCase(),
      value: typeof value === 'string' ? value : '',
    };
  } catch (error) {
    // Whatever it is that ical.js stumbles over, it is in the line.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
