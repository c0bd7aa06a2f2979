const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
/** No meeting does that, and a few years of it would fill any memory. */
const TOO_OFTEN = ['MINUTELY', 'SECONDLY'];

/** The parts of a rule but for its end, as `rrule-temporal` takes them. */
export interface RuleParts {
  readonly freq: Frequency;
  readonly interval?: number;
  readonly wkst?: string;
  readonly byDay?: string[];
  readonly byMonth?: number[];
  readonly byMonthDay?: number[];
  readonly byYearDay?: number[];
  readonly byWeekNo?: number[];
  readonly byHour?: number[];
  readonly byMinute?: number[];
  readonly bySecond?: number[];
  readonly bySetPos?: number[];
}

/** A rule taken apart, or what is wrong with it. */
export interface ParsedParts {
  readonly parts: RuleParts;
  readonly ends: { readonly count?: number; readonly until?: string };
  /** What stands in it and says nothing: `AnythingRandom`, `X-NOTE=1`. */
  readonly odd: readonly string[];
  readonly fault: string | undefined;
}

/** Lists of numbers: the name for `rrule-temporal`, the least and the greatest, and whether they count from the end below zero. */
const LISTS = {
  BYMONTH: ['byMonth', 1, 12, false],
  BYMONTHDAY: ['byMonthDay', 1, 31, true],
  BYYEARDAY: ['byYearDay', 1, 366, true],
  BYWEEKNO: ['byWeekNo', 1, 53, true],
  BYHOUR: ['byHour', 0, 23, false],
  BYMINUTE: ['byMinute', 0, 59, false],
  BYSECOND: ['bySecond', 0, 59, false],
  BYSETPOS: ['bySetPos', 1, 366, true],
} as const;
type ListName = keyof typeof LISTS;

const SINGLE = /^(?:FREQ|INTERVAL|COUNT|UNTIL|WKST|BYDAY)$/;
const DAY = /^(?:([+-]?\d{1,2}))?(MO|TU|WE|TH|FR|SA|SU)$/;
/** As often in a day as a meeting may begin. */
const MOST_A_DAY = 24;

/** Parts that have no meaning at some frequencies: https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10 */
const ONLY_AT: readonly (readonly [keyof RuleParts, string, readonly Frequency[]])[] = [
  ['byWeekNo', 'BYWEEKNO', ['YEARLY']],
  ['byYearDay', 'BYYEARDAY', ['YEARLY', 'HOURLY']],
  ['byMonthDay', 'BYMONTHDAY', ['YEARLY', 'MONTHLY', 'DAILY', 'HOURLY']],
];

/** Takes `FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10` apart. */
export function parseRuleParts(text: string): ParsedParts {
  const given = new Map<string, string>();
  const odd: string[] = [];
  for (const part of text
    .toUpperCase()
    .split(';')
    .map((each) => each.trim())) {
    const [, key, value] = /^([A-Z-]+)=(.*)$/.exec(part) ?? [];
    if (key === undefined || value === undefined || key.startsWith('X-'))
      odd.push(...(part === '' ? [] : [part]));
    else if (given.has(key)) return wrong(`it has ${key} twice`);
    else given.set(key, value);
  }
  const unknown = given.keys().find((key) => !SINGLE.test(key) && !isList(key));
  if (unknown !== undefined) return wrong(`${unknown} is not a part of a rule that is known`);
  const freq = FREQUENCIES.find((each) => each === given.get('FREQ'));
  if (freq === undefined) return wrong(wordFrequency(given.get('FREQ')));
  const found = readParts(freq, given);
  if (typeof found === 'string') return wrong(found);
  const fault = findMisuse(found);
  if (fault !== undefined) return wrong(fault);
  const count = given.get('COUNT');
  if (count !== undefined && !/^0*[1-9]\d{0,9}$/.test(count))
    return wrong(`COUNT=${count} is not a number above zero`);
  const until = given.get('UNTIL');
  return {
    parts: found,
    ends: { ...(count !== undefined && { count: Number(count) }), ...(until !== undefined && { until }) },
    odd,
    fault: undefined,
  };
}

function wrong(fault: string): ParsedParts {
  return { parts: { freq: 'DAILY' }, ends: {}, odd: [], fault };
}

function wordFrequency(written: string | undefined): string {
  if (written === undefined) return 'FREQ is missing, one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY';
  if (TOO_OFTEN.includes(written)) return `FREQ=${written} is more often than a meeting begins`;
  return `FREQ=${written} is not one of ${FREQUENCIES.join(', ')}`;
}

/** The parts, or what is wrong with one of them. */
function readParts(freq: Frequency, given: ReadonlyMap<string, string>): RuleParts | string {
  const numbers: Partial<Record<(typeof LISTS)[ListName][0], number[]>> = {};
  for (const [key, value] of given) {
    if (!isList(key)) continue;
    const list = readNumbers(key, value);
    if (typeof list === 'string') return list;
    numbers[LISTS[key][0]] = list;
  }
  const days = given
    .get('BYDAY')
    ?.split(',')
    .filter((each) => each !== '');
  const badDay = days?.find((each) => !isDay(each));
  if (badDay !== undefined) return `BYDAY=${badDay} is not a weekday: MO, TU, … or 2MO, -1FR`;
  const wkst = given.get('WKST');
  if (wkst !== undefined && !/^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(wkst)) return `WKST=${wkst} is not a weekday`;
  const interval = given.get('INTERVAL');
  if (interval !== undefined && !/^0*[1-9]\d{0,8}$/.test(interval))
    return `INTERVAL=${interval} is not a number above zero`;
  return {
    freq,
    ...numbers,
    ...(days !== undefined && days.length > 0 && { byDay: days }),
    ...(wkst !== undefined && { wkst }),
    ...(interval !== undefined && { interval: Number(interval) }),
  };
}

/** In order and each once: they are a set. */
function readNumbers(name: ListName, value: string): number[] | string {
  const [, least, greatest, isFromEnd] = LISTS[name];
  const numbers = new Set<number>();
  for (const written of value.split(',')) {
    const number = /^[+-]?\d{1,3}$/.test(written) ? Number(written) : Number.NaN;
    const size = isFromEnd ? Math.abs(number) : number;
    // A leap second, which no clock here shows, is the second before it.
    const known = name === 'BYSECOND' && number === 60 ? 59 : number;
    if (known === number && !(size >= least && size <= greatest))
      return `${name}=${written} is out of its range`;
    numbers.add(known);
  }
  return [...numbers].sort((a, b) => a - b);
}

function findMisuse(parts: RuleParts): string | undefined {
  const { freq, byDay = [], byWeekNo, bySetPos, byHour = [], byMinute = [], bySecond = [] } = parts;
  const misplaced = ONLY_AT.find(([key, , at]) => parts[key] !== undefined && !at.includes(freq));
  if (misplaced) return `${misplaced[1]} has no meaning with FREQ=${freq}`;
  const isCounted = byDay.some((each) => /\d/.test(each));
  if (isCounted && (byWeekNo !== undefined || (freq !== 'MONTHLY' && freq !== 'YEARLY'))) {
    return `BYDAY=${byDay.join(',')} counts weekdays of a month, which FREQ=${freq} has not`;
  }
  const others = Object.keys(parts).filter((key) => key.startsWith('by') && key !== 'bySetPos');
  if (bySetPos !== undefined && others.length === 0)
    return 'BYSETPOS chooses from nothing: another BY… is missing';
  const atHours = freq === 'HOURLY' ? 24 : Math.max(1, byHour.length);
  const aDay = atHours * Math.max(1, byMinute.length) * Math.max(1, bySecond.length);
  return aDay > MOST_A_DAY ? `it begins up to ${aDay} times a day; the most is ${MOST_A_DAY}` : undefined;
}

function isList(key: string): key is ListName {
  return Object.hasOwn(LISTS, key);
}

function isDay(text: string): boolean {
  const [, nth, day] = DAY.exec(text) ?? [];
  return (
    day !== undefined && (nth === undefined || (Math.abs(Number(nth)) >= 1 && Math.abs(Number(nth)) <= 53))
  );
}
