/** The user can put it right. Shown to them privately, as written: what is wrong, then what to do. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Text that cannot be read as the value it should be. The message says what is wrong, then what to write instead. */
export class ParseError extends Error {
  override name = 'ParseError';
}

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
}

/** `path:line:column field — what is wrong — what to do` */
export function renderFault({ path, line, column, problem, remedy }: Fault): string {
  const place = line > 0 ? `${path}:${line}:${column}` : path;
  return `${place} ${problem} — ${remedy}`;
}

/** The facts are wrong. Holds every fault found, so that one run shows them all. */
export class DataError extends Error {
  override name = 'DataError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(renderFault).join('\n'));
    this.faults = faults;
  }
}
