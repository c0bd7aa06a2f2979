/** The user can put it right. Shown to them privately, as written: what is wrong, then what to do. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Text that cannot be read as the value it should be. The message says what is wrong, then what to write instead. */
export class ParseError extends Error {
  override name = 'ParseError';
  /** What is wrong of what people type, for other languages than that of the message. */
  readonly reason: Reason | undefined;

  constructor(message: string, { reason, ...options }: ErrorOptions & { readonly reason?: Reason } = {}) {
    super(message, options);
    this.reason = reason;
  }
}

export type Reason =
  | { readonly type: 'no-day' | 'no-lead' }
  | {
      readonly type: 'time-of-day' | 'unknown-day' | 'impossible-day' | 'unknown-lead';
      readonly text: string;
    }
  | { readonly type: 'numeric-day'; readonly text: string; readonly days: readonly Temporal.PlainDate[] }
  | { readonly type: 'winter'; readonly text: string; readonly forms: readonly string[] }
  | { readonly type: 'one-season'; readonly text: string; readonly form: string }
  | { readonly type: 'many-leads'; readonly count: number; readonly most: number }
  | { readonly type: 'short-lead'; readonly minutes: number }
  | { readonly type: 'long-lead'; readonly weeks: number }
  | { readonly type: 'unknown-zone'; readonly text: string; readonly near: readonly string[] };

/** One thing wrong in a facts folder. `line` and `column` count from 1; 0 where a fault has no place in its file. */
export interface Fault {
  /** Path of the file, relative to the facts folder. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, naming the record and the field. */
  readonly problem: string;
  /** What to do about it. */
  readonly remedy: string;
  /** How many faults this one stands for, where a long list of alike ones is cut short. */
  readonly count?: number;
}

/** A fault of a whole file or folder: it has no place in it. */
export function faultOfWhole(path: string, problem: string, remedy: string): Fault {
  return { path, line: 0, column: 0, problem, remedy };
}

/** `path:line:column field — what is wrong — what to do` */
export function renderFault({ path, line, column, problem, remedy }: Fault): string {
  const place = line > 0 ? `${path}:${line}:${column}` : path;
  return `${place} ${problem} — ${remedy}`;
}

/** A longer list is not read, and might not fit into memory. */
const MOST_SHOWN = 1000;

/** Faults one a line, with how many there are beyond the first thousand. */
export function renderFaults(faults: readonly Fault[]): string {
  const shown = faults.slice(0, MOST_SHOWN).map(renderFault);
  const left = countFaults(faults.slice(MOST_SHOWN));
  return [...shown, ...(left > 0 ? [`… and ${left.toLocaleString('en-US')} more`] : [])].join('\n');
}

export function countFaults(faults: readonly Fault[]): number {
  return faults.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** The facts are wrong. Holds every fault found, so that one run shows them all. */
export class DataError extends Error {
  override name = 'DataError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(renderFaults(faults));
    this.faults = faults;
  }
}
