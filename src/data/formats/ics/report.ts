import type { Fault } from '../../../errors.ts';

/** A line of the file, counted from 1, with what of it is meant: `event “Weekly call” DTSTART`. */
export interface Spot {
  readonly line: number;
  readonly what: string;
}

const LONGEST_SHOWN = 80;
/** A file that is wrong throughout is not told so line by line. */
const MOST_TOLD = 200;

/** Collects what is wrong in one calendar, and what is odd and was read all the same. */
export class CalendarReport {
  readonly faults: Fault[] = [];
  readonly notes: Fault[] = [];
  readonly #path: string;

  /** @param path of the calendar, relative to the facts folder */
  constructor(path: string) {
    this.#path = path;
  }

  /** Always undefined, so that what cannot be read is reported and left out in one go. */
  add(spot: Spot, problem: string, remedy: string): undefined {
    if (this.faults.length < MOST_TOLD) this.faults.push(this.#fault(spot, problem, remedy));
  }

  /** As `add`, of what was read as it was probably meant. */
  note(spot: Spot, problem: string, remedy: string): void {
    if (this.notes.length < MOST_TOLD) this.notes.push(this.#fault(spot, problem, remedy));
  }

  #fault({ line, what }: Spot, problem: string, remedy: string): Fault {
    return { path: this.#path, line, column: 1, problem: `${what} — ${problem}`, remedy };
  }
}

/** Text of the file for a message: on one line, and not endless. */
export function show(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return `“${plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain}”`;
}
