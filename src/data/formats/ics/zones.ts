import { type CalendarReport, type Spot, show } from './report.ts';
import type { Window } from './rule.ts';
import { findWindowsZone } from './windows-zones.ts';
import type { ZoneRules } from './zone-rules.ts';

/** The clocks of a place. */
export interface Zone {
  readonly name: string;
  /**
   * The moment at which the clocks show this. Of a time that they show twice the first; one that they skip moves forward with them:
   * https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
   */
  at(wall: Temporal.PlainDateTime): Temporal.ZonedDateTime;
  wallOf(instant: Temporal.Instant): Temporal.PlainDateTime;
}

export interface ZoneOptions {
  /** IANA zone of times without one, as the head of the source gives it. */
  readonly zone: string | undefined;
  /** What names of zones in the calendar stand for, by the head of the source: IANA names. */
  readonly zones: ReadonlyMap<string, string>;
  /** For which days rules are compared. */
  readonly window: Window;
}

const SAY_WHICH = 'in calendar.yaml';

/** Finds the zones that one calendar names: by IANA name, by Windows name, or by the rules that it brings. */
export class ZoneBook {
  readonly utc: Zone = iana('UTC');
  readonly #rules: ReadonlyMap<string, ZoneRules>;
  readonly #options: ZoneOptions;
  readonly #own: Zone | undefined;
  readonly #ownName: string | undefined;
  readonly #report: CalendarReport;
  readonly #known = new Map<string, Zone | undefined>();

  /** @param own the zone that the calendar says is its own, `X-WR-TIMEZONE` */
  constructor(
    rules: readonly ZoneRules[],
    own: string | undefined,
    options: ZoneOptions,
    report: CalendarReport,
  ) {
    this.#rules = new Map(rules.map((each) => [each.name, each]));
    this.#options = options;
    this.#report = report;
    const name = options.zone ?? own;
    this.#ownName = name;
    this.#own = name === undefined ? undefined : this.#resolve(name, undefined);
  }

  /**
   * The zone of a name; where there is none, that of the event or of the calendar. A fault where nothing says.
   *
   * @param floating the zone of a time without one; the calendar's own if absent
   */
  find(name: string | undefined, spot: Spot, floating?: Zone): Zone | undefined {
    if (name === undefined || name.trim() === '') {
      const own = floating ?? this.#own;
      if (own) return own;
      const remedy = `write calendar: { zone: Europe/Kyiv } ${SAY_WHICH}, with the place whose clocks are meant`;
      const calendar =
        this.#ownName === undefined
          ? 'nor has its calendar'
          : `and that of its calendar, ${show(this.#ownName)}, is not known`;
      return this.#report.add(spot, `has no zone, ${calendar}`, remedy);
    }
    const zone = this.#resolve(name.trim(), spot);
    if (zone) return zone;
    const remedy = `write calendar: { zones: { ${JSON.stringify(name)}: Europe/Kyiv } } ${SAY_WHICH}, with the place that is meant`;
    return this.#report.add(
      spot,
      `${show(name)} is no zone that is known, and the calendar does not say what it is`,
      remedy,
    );
  }

  #resolve(name: string, spot: Spot | undefined): Zone | undefined {
    if (!this.#known.has(name)) this.#known.set(name, this.#search(name, spot));
    return this.#known.get(name);
  }

  #search(name: string, spot: Spot | undefined): Zone | undefined {
    const rules = this.#rules.get(name);
    const chosen = this.#options.zones.get(name);
    const place = chosen ?? findPlace(name) ?? findWindowsZone(name) ?? findPlace(rules?.place ?? '');
    if (place === undefined)
      return rules && this.#own && !findDifference(rules, this.#own, this.#options.window)
        ? this.#own
        : rules;
    const zone = iana(place);
    if (rules && spot && chosen === undefined) this.#noteDifference(rules, zone, spot);
    return zone;
  }

  /** Clocks of places change by law, and what programs wrote into calendars stays. */
  #noteDifference(rules: ZoneRules, zone: Zone, spot: Spot): void {
    const day = findDifference(rules, zone, this.#options.window);
    if (day === undefined) return;
    const [theirs, ours] = [rules.at(day).offset, zone.at(day).offset];
    const problem = `the calendar’s own rules for ${show(rules.name)} say UTC${theirs} for ${day.toPlainDate()}, where ${zone.name} has UTC${ours}`;
    this.#report.note(spot, problem, `nothing to do, if ${zone.name} is right: its clocks are taken`);
  }
}

/** The first month of a window in whose middle two zones are apart. */
function findDifference(a: Zone, b: Zone, { from, until }: Window): Temporal.PlainDateTime | undefined {
  let day = from.with({ day: 15 }).toPlainDateTime('12:00');
  for (; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ months: 1 })) {
    if (a.at(day).offsetNanoseconds !== b.at(day).offsetNanoseconds) return day;
  }
  return undefined;
}

/** A zone whose clocks `Temporal` knows. */
function iana(name: string): Zone {
  return {
    name,
    at: (wall) => wall.toZonedDateTime(name, { disambiguation: 'compatible' }),
    wallOf: (instant) => instant.toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/** `Europe/Kyiv`, also at the end of a path: `/freeassociation.sourceforge.net/Europe/Kyiv`. */
function findPlace(name: string): string | undefined {
  const steps = name
    .replace(/^tzone:\/\/Microsoft\//i, '')
    .split('/')
    .filter((step) => step !== '');
  for (const count of [3, 2, 1]) {
    const zone = steps.length >= count ? findIana(steps.slice(-count).join('/')) : undefined;
    if (zone !== undefined && (count > 1 || steps.length === 1 || zone === 'UTC')) return zone;
  }
  return undefined;
}

function findIana(name: string): string | undefined {
  // An offset follows the clocks of no place.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
