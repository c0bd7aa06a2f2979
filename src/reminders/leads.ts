import { ParseError } from '../errors.ts';

const LEAD_UNITS = ['minute', 'hour', 'day', 'week'] as const;
type LeadUnit = (typeof LEAD_UNITS)[number];

/** How long before a meeting to remind. In its largest whole unit, so that "7 days" and "1 week" are the same lead. */
export interface Lead {
  readonly amount: number;
  readonly unit: LeadUnit;
}

/** A subscription holds at most this many. */
const MOST_LEADS = 6;
const SHORTEST_MINUTES = 5;
export const LONGEST_WEEKS = 26;

const MINUTES: Readonly<Record<LeadUnit, number>> = { minute: 1, hour: 60, day: 24 * 60, week: 7 * 24 * 60 };

const WORDS: ReadonlyMap<string, LeadUnit> = new Map(
  (
    [
      ['minute', ['m', 'min', 'mins', 'minute', 'minutes', 'хв', 'хвилина', 'хвилину', 'хвилини', 'хвилин']],
      ['hour', ['h', 'hr', 'hrs', 'hour', 'hours', 'год', 'година', 'годину', 'години', 'годин']],
      ['day', ['d', 'day', 'days', 'дн', 'день', 'дні', 'днів', 'дня']],
      ['week', ['w', 'wk', 'wks', 'week', 'weeks', 'тиж', 'тиждень', 'тижні', 'тижнів', 'тижня']],
    ] as const
  ).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)),
);

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    ['a', 'an', 'one', 'один', 'одну', 'одна'],
    ['two', 'два', 'дві'],
    ['three', 'три'],
    ['four', 'чотири'],
    ['five', 'п’ять'],
    ['six', 'шість'],
    ['seven', 'сім'],
    ['eight', 'вісім'],
    ['nine', 'дев’ять'],
    ['ten', 'десять'],
    ['eleven', 'одинадцять'],
    ['twelve', 'дванадцять'],
  ].flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

const FORM = 'write leads such as `1w, 1d, 2h` or `1 week, 1 day`';
/** A number and a unit: "2 h", "2h", "two hours". */
const PART = /(?:(?<digits>\d+)\s*|(?<word>\p{L}[\p{L}’]*)[\s-]+)(?<unit>\p{L}+)\.?/uy;
/** “Day before”, «за годину»: one of them. Not “days” or a letter alone, before which a number may be missing. */
const ONE = /(?<unit>minute|hour|day|week|хвилин[ау]|годин[ау]|день|тиждень)(?!\p{L})/uy;
const BETWEEN = /(?:[\s,;+&/]+|(?:and|the|before|ahead|meeting|за|і|й|та|до|зустрічі|початку)(?!\p{L}))*/uy;

/**
 * Reads leads: "1w, 1d, 2h", "1 week and 1 day", "an hour before". Each once, the longest first.
 *
 * @throws ParseError that says what is wrong and what to write
 */
export function parseLeads(text: string): Lead[] {
  // The apostrophe of Ukrainian is typed in three ways.
  const lower = text.toLowerCase().trim().replace(/['ʼ]/g, '’');
  const leads = new Map<string, Lead>();
  let at = skip(BETWEEN, lower, 0);
  while (at < lower.length) {
    const { lead, end } = readPart(lower, at);
    leads.set(leadKey(lead), lead);
    at = skip(BETWEEN, lower, end);
  }
  if (leads.size === 0)
    throw new ParseError(`No time before the meeting is given; ${FORM}.`, { reason: { type: 'no-lead' } });
  if (leads.size > MOST_LEADS) {
    throw new ParseError(
      `${leads.size} reminders for one meeting are too many; give at most ${MOST_LEADS}.`,
      {
        reason: { type: 'many-leads', count: leads.size, most: MOST_LEADS },
      },
    );
  }
  return [...leads.values()].sort(longestFirst);
}

function readPart(text: string, at: number): { lead: Lead; end: number } {
  const { digits, word = '', unit: unitWord = '' } = match(PART, text, at);
  const amount = digits === undefined ? NUMBERS.get(word) : Number(digits);
  const unit = WORDS.get(unitWord);
  if (amount !== undefined && Number.isSafeInteger(amount) && unit !== undefined)
    return { lead: checked({ amount, unit }), end: PART.lastIndex };
  const one = WORDS.get(match(ONE, text, at).unit ?? '');
  if (one !== undefined) return { lead: checked({ amount: 1, unit: one }), end: ONE.lastIndex };
  const shown = text.slice(at, at + 30);
  throw new ParseError(`“${shown}” is not a time before a meeting; ${FORM}.`, {
    reason: { type: 'unknown-lead', text: shown },
  });
}

function match(pattern: RegExp, text: string, at: number): Record<string, string | undefined> {
  pattern.lastIndex = at;
  return pattern.exec(text)?.groups ?? {};
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

function checked(lead: Lead): Lead {
  const minutes = minutesOf(lead);
  if (minutes < SHORTEST_MINUTES) {
    throw new ParseError(`${renderLead(lead)} is too short; the shortest is ${SHORTEST_MINUTES} minutes.`, {
      reason: { type: 'short-lead', minutes: SHORTEST_MINUTES },
    });
  }
  if (minutes > LONGEST_WEEKS * MINUTES.week) {
    throw new ParseError(`${renderLead(lead)} is too long; the longest is ${LONGEST_WEEKS} weeks.`, {
      reason: { type: 'long-lead', weeks: LONGEST_WEEKS },
    });
  }
  return normalized(lead);
}

/** Whole hours of minutes and whole weeks of days; hours stay hours: a day can have 23 or 25 of them. */
function normalized({ amount, unit }: Lead): Lead {
  if (unit === 'minute' && amount % 60 === 0) return { amount: amount / 60, unit: 'hour' };
  if (unit === 'day' && amount % 7 === 0) return { amount: amount / 7, unit: 'week' };
  return { amount, unit };
}

/** Nominal minutes, to put leads in order; a real day can be an hour longer or shorter. */
export function minutesOf({ amount, unit }: Lead): number {
  return amount * MINUTES[unit];
}

const longestFirst = (a: Lead, b: Lead) => minutesOf(b) - minutesOf(a);

/** ISO 8601: `P1W`, `PT2H`. It is how a lead is stored. */
export function leadKey({ amount, unit }: Lead): string {
  return { minute: `PT${amount}M`, hour: `PT${amount}H`, day: `P${amount}D`, week: `P${amount}W` }[unit];
}

/** @throws RangeError for what {@link leadKey} did not write */
export function parseLeadKey(key: string): Lead {
  const [, time, digits = '', letter = ''] = /^P(T?)(\d+)([MHDW])$/.exec(key) ?? [];
  const unit = LEAD_UNITS.find((one) => one[0]?.toUpperCase() === letter);
  const isTime = unit === 'minute' || unit === 'hour';
  if (unit === undefined || isTime !== (time === 'T')) throw new RangeError(`“${key}” is no lead.`);
  return { amount: Number(digits), unit };
}

/** "1 week", "2 hours" */
function renderLead({ amount, unit }: Lead): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

const USUAL = ['1w, 1d, 1h', '1d, 1h', '1w, 1d', '1d', '1h', '1w', '2w, 1w, 1d', '30m'];

/**
 * Leads to offer for what is typed so far: the usual ones for nothing, what it means where it can be read, the four
 * units behind a bare number.
 */
export function suggestLeads(text: string): string[] {
  const typed = text.trim();
  if (typed === '') return USUAL.map((one) => renderLeads(parseLeads(one)));
  const readable = [typed, ...['w', 'd', 'h', 'm'].map((unit) => `${typed}${unit}`)];
  const read = readable.flatMap((one) => {
    try {
      return [renderLeads(parseLeads(one))];
    } catch (error) {
      if (error instanceof ParseError) return [];
      throw error;
    }
  });
  const [, head = ''] = /^(.*[,;])[^,;]*$/.exec(typed) ?? [];
  const more = read.length === 1 && head === '' ? ['1d', '1h'].map((one) => `${read[0]}, ${one}`) : [];
  const extended = more.map((one) => renderLeads(parseLeads(one)));
  return [...new Set([...read, ...extended])];
}

/** "1 week, 1 day, 2 hours" */
export function renderLeads(leads: readonly Lead[]): string {
  return leads.map(renderLead).join(', ');
}
