import type { Line } from './lines.ts';
import { type CalendarReport, show } from './report.ts';

/** What stands between `BEGIN:` and `END:`, as far as it says when, where and what. */
export interface Component {
  /** `VEVENT` */
  readonly name: string;
  readonly line: number;
  readonly lines: readonly Line[];
  readonly parts: readonly Component[];
}

/** The parts that are read, with the properties that are. All others are left alone, with what is in them. */
const READ: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['VCALENDAR', new Set(['METHOD', 'X-WR-TIMEZONE'])],
  ['VTIMEZONE', new Set(['TZID', 'X-LIC-LOCATION'])],
  ...(['STANDARD', 'DAYLIGHT'] as const).map(
    (name) => [name, new Set(['DTSTART', 'RRULE', 'RDATE', 'TZOFFSETFROM', 'TZOFFSETTO'])] as const,
  ),
  [
    'VEVENT',
    new Set([
      ...['UID', 'RECURRENCE-ID', 'SEQUENCE', 'DTSTAMP', 'LAST-MODIFIED', 'STATUS', 'CLASS'],
      ...['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'EXRULE'],
      ...['SUMMARY', 'LOCATION', 'ORGANIZER', 'ATTENDEE', 'URL'],
    ]),
  ],
]);

const DEEPEST = 10;
const DAMAGED = 'the file is cut off or damaged: export it again';
const NAME = /^([A-Za-z0-9-]+)[;:]/;

/** Puts lines together as the calendars that they make. After a fault of this kind nothing more can be understood. */
export class ComponentReader {
  readonly #report: CalendarReport;
  readonly #done: Component[] = [];
  readonly #open: { name: string; line: number; lines: Line[]; parts: Component[] }[] = [];
  #isBroken = false;

  constructor(report: CalendarReport) {
    this.#report = report;
  }

  take(lines: readonly Line[]): void {
    for (const line of lines) {
      if (this.#isBroken) return;
      const [, what, name = ''] = /^(BEGIN|END):\s*(\S*)\s*$/i.exec(line.text) ?? [];
      if (what === undefined) this.#keep(line);
      else if (what.toUpperCase() === 'BEGIN') this.#begin(name.toUpperCase(), line);
      else this.#end(name.toUpperCase(), line);
    }
  }

  /** The calendars of the file; none where it is broken. */
  end(): readonly Component[] {
    const open = this.#open.at(-1);
    if (this.#isBroken) return [];
    if (open)
      this.#break(
        { number: open.line, text: '' },
        `there is no END:${open.name}`,
        DAMAGED,
        `BEGIN:${open.name}`,
      );
    else if (this.#done.length === 0) {
      this.#break(
        { number: 1, text: '' },
        'holds no BEGIN:VCALENDAR',
        'put an iCalendar file (.ics) in its place',
        'the file',
      );
    }
    return this.#isBroken ? [] : this.#done;
  }

  #begin(name: string, line: Line): void {
    const problem = this.#findMisplaced(name);
    if (problem === undefined) this.#open.push({ name, line: line.number, lines: [], parts: [] });
    else this.#break(line, problem, DAMAGED);
  }

  #findMisplaced(name: string): string | undefined {
    const outer = this.#open.at(-1);
    if (outer === undefined) return name === 'VCALENDAR' ? undefined : 'stands outside of BEGIN:VCALENDAR';
    if (name === 'VCALENDAR') return `stands inside ${outer.name} of line ${outer.line}`;
    if (name === 'VEVENT' && outer.name === 'VEVENT')
      return `the event of line ${outer.line} has no END:VEVENT`;
    return this.#open.length === DEEPEST ? 'stands too deep inside others' : undefined;
  }

  #end(name: string, line: Line): void {
    const open = this.#open.pop();
    const outer = this.#open.at(-1);
    if (open?.name !== name) {
      const begun = open ? `; ${open.name} of line ${open.line} is open` : '';
      this.#break(line, `ends what did not begin${begun}`, DAMAGED);
    } else if (outer === undefined) this.#done.push(open);
    else if (READ.has(name) && READ.has(outer.name)) outer.parts.push(open);
  }

  #keep(line: Line): void {
    const open = this.#open.at(-1);
    if (open === undefined) {
      if (this.#done.length === 0)
        this.#break(line, 'stands before BEGIN:VCALENDAR', 'put an iCalendar file (.ics) in its place');
      else this.#break(line, 'stands behind END:VCALENDAR', DAMAGED);
      return;
    }
    const read = READ.get(open.name);
    if (read === undefined) return;
    const name = NAME.exec(line.text)?.[1]?.toUpperCase();
    if (name === undefined) {
      this.#report.note(
        { line: line.number, what: show(line.text) },
        'is not a line of a calendar; it is left out',
        'where a text goes on, its next line begins with a space',
      );
    } else if (read.has(name)) open.lines.push(line);
  }

  #break({ number: line, text }: Line, problem: string, remedy: string, what = show(text)): void {
    this.#isBroken = true;
    this.#report.add({ line, what }, problem, remedy);
  }
}
