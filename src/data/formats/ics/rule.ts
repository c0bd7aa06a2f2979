import { RRuleTemporal } from 'rrule-temporal';
import { ParseError } from '../../../errors.ts';
import type { Property } from './property.ts';
import { type CalendarReport, type Spot, show } from './report.ts';
import { parseRuleParts, type RuleParts } from './rule-parts.ts';
import { parseTime } from './times.ts';

/** How something repeats, on the clocks of its place. */
export interface Rule {
  readonly parts: RuleParts;
  /** How often in all, the first time included. */
  readonly count: number | undefined;
  /** The last moment at which it may begin. */
  readonly until: Temporal.PlainDateTime | undefined;
}

/** Days, both included. */
export interface Window {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

const RULES = 'see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10, or list its dates as RDATE';
const LAST_SECOND = Temporal.PlainTime.from('23:59:59');

/**
 * Reads the value of an `RRULE`.
 *
 * @param wallOf what the clocks of the place show, for the end of a rule is in UTC
 */
export function readRule(
  { value }: Property,
  spot: Spot,
  report: CalendarReport,
  wallOf: (instant: Temporal.Instant) => Temporal.PlainDateTime,
): Rule | undefined {
  const { parts, ends, odd, fault } = parseRuleParts(value);
  if (fault !== undefined) return report.add(spot, `${show(value)}: ${fault}`, RULES);
  for (const word of odd)
    report.note(spot, `${show(word)} says nothing in a rule`, 'nothing to do: it is left out');
  if (ends.count !== undefined && ends.until !== undefined) {
    return report.add(spot, `${show(value)} ends twice, by COUNT and by UNTIL`, 'keep one of them');
  }
  const until = ends.until === undefined ? undefined : parseUntil(ends.until, wallOf);
  if (ends.until !== undefined && until === undefined) {
    return report.add(
      spot,
      `UNTIL=${ends.until} is not a time`,
      'write UNTIL=20261231 or UNTIL=20261231T235959Z',
    );
  }
  return { parts, count: ends.count, until };
}

/**
 * When it begins again inside a window, year by year, so that whoever asks can pause and stop. In order; of a rule that starts
 * with a time that does not fit it, that time is counted and not among them.
 *
 * @throws ParseError if it cannot be worked out
 */
export function* expand(
  rule: Rule,
  start: Temporal.PlainDateTime,
  window: Window,
): Generator<readonly Temporal.PlainDateTime[]> {
  const find = finderOf(rule, start);
  const last = earlier(rule.until, window.until.toPlainDateTime(LAST_SECOND));
  let from = later(start, window.from.toPlainDateTime());
  for (; compare(from, last) <= 0; from = startOfYear(from.year + 1)) {
    yield find(from, earlier(last, startOfYear(from.year + 1).subtract({ seconds: 1 })));
  }
}

type Finder = (from: Temporal.PlainDateTime, to: Temporal.PlainDateTime) => Temporal.PlainDateTime[];

function finderOf({ parts, count }: Rule, start: Temporal.PlainDateTime): Finder {
  // On clocks that never change: what the clocks of the place do is not the rule's affair.
  const dtstart = start.toZonedDateTime('UTC');
  return orRefuse(() => {
    const rule = new RRuleTemporal({ ...parts, dtstart, temporal: Temporal });
    const isFirst = rule.between(dtstart, dtstart, true).length > 0;
    const left = count === undefined || isFirst ? count : count - 1;
    const counted = left === undefined ? rule : rule.with({ count: Math.max(1, left) });
    return (from, to) => {
      if (left === 0) return [];
      const found = orRefuse(() =>
        counted.between(from.toZonedDateTime('UTC'), to.toZonedDateTime('UTC'), true),
      );
      return found.map((each) => each.toPlainDateTime());
    };
  });
}

/** `rrule-temporal` counts its steps, and gives up rather than go on for hours. */
function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ParseError('cannot be worked out: it takes too many steps', { cause });
  }
}

/** A day alone means all of it, also where the rule repeats an hour. */
function parseUntil(
  text: string,
  wallOf: (instant: Temporal.Instant) => Temporal.PlainDateTime,
): Temporal.PlainDateTime | undefined {
  const time = parseTime(text);
  if (time instanceof Temporal.PlainDate) return time.toPlainDateTime(LAST_SECOND);
  return time?.isUtc ? wallOf(time.wall.toZonedDateTime('UTC').toInstant()) : time?.wall;
}

const { compare } = Temporal.PlainDateTime;

function startOfYear(year: number): Temporal.PlainDateTime {
  return new Temporal.PlainDateTime(year, 1, 1);
}

function later(a: Temporal.PlainDateTime, b: Temporal.PlainDateTime): Temporal.PlainDateTime {
  return compare(a, b) < 0 ? b : a;
}

function earlier(a: Temporal.PlainDateTime | undefined, b: Temporal.PlainDateTime): Temporal.PlainDateTime {
  return a === undefined || compare(b, a) < 0 ? b : a;
}
