import { DataError, type Fault } from '../../../errors.ts';
import { MEGABYTE } from '../../byte-size.ts';
import { Pace } from '../../pace.ts';
import type { SourceFile } from '../source-file.ts';
import { isUtf16 } from '../utf8.ts';

/** A line of a calendar as it is meant: unfolded. `number` is where it begins in the file, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

export const LARGEST_CALENDAR = 10 * MEGABYTE;
const LONGEST_LINE = MEGABYTE;
/** So much is taken apart before others get their turn: a millisecond's work. */
const PIECE = 64 * 1024;

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const DIVIDE = 'export a shorter time, or divide the calendar into several sources';

/**
 * The lines of a calendar, piece by piece. Lines are joined before their bytes become characters: a writer may have folded one in
 * the middle of a character.
 *
 * https://www.rfc-editor.org/rfc/rfc5545#section-3.1
 *
 * @throws DataError for what is not UTF-8 text, or too large
 */
export async function* readLines(file: SourceFile, path: string): AsyncGenerator<readonly Line[]> {
  const unfolder = new Unfolder(path);
  const pace = new Pace();
  for await (const whole of file.pieces()) {
    for (let at = 0; at < whole.length; at += PIECE) {
      yield unfolder.take(whole.subarray(at, at + PIECE));
      if (pace.isDue) await pace.rest();
    }
  }
  yield unfolder.end();
}

class Unfolder {
  readonly #path: string;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** Of the line that is not at its end yet. */
  #rest: Uint8Array = new Uint8Array();
  /** Lines that may go on with the next one. */
  #folded: Uint8Array[] = [];
  #length = 0;
  #size = 0;
  #number = 0;
  #begin = 1;

  constructor(path: string) {
    this.#path = path;
  }

  take(piece: Uint8Array): Line[] {
    if (this.#size === 0) this.#refuseUtf16(piece);
    this.#size += piece.length;
    if (this.#size > LARGEST_CALENDAR) {
      this.#refuse(0, `is larger than ${LARGEST_CALENDAR / MEGABYTE} MB`, DIVIDE);
    }
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const lines: Line[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, from)) {
      lines.push(...this.#physical(bytes.subarray(from, at)));
      from = at + 1;
    }
    this.#rest = bytes.subarray(from);
    this.#refuseLong(this.#number + 1, this.#rest.length);
    return lines;
  }

  end(): Line[] {
    return [...this.#physical(this.#rest), ...this.#finish()];
  }

  #physical(bytes: Uint8Array): Line[] {
    this.#number += 1;
    const line = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    const isContinued = this.#folded.length > 0 && (line[0] === SPACE || line[0] === TAB);
    const done = isContinued ? [] : this.#finish();
    if (!isContinued) this.#begin = this.#number;
    this.#folded.push(isContinued ? line.subarray(1) : line);
    this.#length += line.length;
    this.#refuseLong(this.#begin, this.#length);
    return done;
  }

  #finish(): Line[] {
    const [only = new Uint8Array(), ...more] = this.#folded;
    const bytes = more.length === 0 ? only : Buffer.concat(this.#folded);
    this.#folded = [];
    this.#length = 0;
    if (bytes.length === 0) return [];
    const text = this.#decode(bytes);
    return text.trim() === '' ? [] : [{ number: this.#begin, text }];
  }

  #decode(bytes: Uint8Array): string {
    if (bytes.includes(0)) {
      this.#refuse(
        this.#begin,
        'holds a byte of zero: the file is damaged, or not UTF-8',
        'export it again, as UTF-8',
      );
    }
    try {
      return this.#decoder.decode(bytes).replace(/^\uFEFF/, '');
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return this.#refuse(this.#begin, 'is not UTF-8', 'save the file as UTF-8 in a text editor');
    }
  }

  #refuseUtf16(piece: Uint8Array): void {
    if (isUtf16(piece)) this.#refuse(1, 'the file is UTF-16, not UTF-8', 'save it as UTF-8 in a text editor');
  }

  #refuseLong(number: number, length: number): void {
    if (length <= LONGEST_LINE) return;
    this.#refuse(number, 'is longer than 1 MB', 'leave attachments out of the export');
  }

  #refuse(line: number, what: string, remedy: string): never {
    const problem = line === 0 || what.startsWith('the file') ? what : `this line ${what}`;
    const fault: Fault = { path: this.#path, line, column: line === 0 ? 0 : 1, problem, remedy };
    throw new DataError([fault]);
  }
}
