import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DataError, faultOfWhole } from '../../errors.ts';
import { MEGABYTE } from '../byte-size.ts';
import { firstBadByte } from './utf8.ts';

/** Where rows come from, and how they are written. */
interface CsvOptions {
  /** Of the file, for faults. */
  readonly path: string;
  /** What stands between two cells. */
  readonly separator: string;
}

/** A row longer than this is a file that is no table, or a quotation mark that nobody closed. */
const LONGEST_ROW = MEGABYTE;
/** So much is parsed at once: a millisecond, or five before V8 has compiled the parser. */
const PIECE = 8 * 1024;

const TOO_LONG: readonly [string, string] = [
  `is longer than ${LONGEST_ROW / MEGABYTE} MB`,
  'look for a quotation mark that is not closed, or for a file that is no table',
];

/** What the parser says, as a person would. */
const PROBLEMS: Readonly<Record<string, readonly [string, string]>> = {
  INVALID_OPENING_QUOTE: [
    'has a quotation mark inside a cell that does not begin with one',
    'put the whole cell into quotation marks, and double those inside',
  ],
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: [
    'has more text behind the quotation mark that ends a cell',
    'double the quotation marks inside a cell, and check the separator',
  ],
  CSV_QUOTE_NOT_CLOSED: [
    'opens a quotation mark that is never closed',
    'close it, or double it where it is part of the cell',
  ],
  CSV_MAX_RECORD_SIZE: TOO_LONG,
};

/**
 * The rows of a table, one after the other, as it is read: the first has the names of columns. Cells are trimmed.
 *
 * @throws DataError with the first fault that leaves nothing to go on with
 */
export async function* readCsv(
  pieces: AsyncIterable<Uint8Array>,
  { path, separator }: CsvOptions,
): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    trim: true,
  });
  const checked = Readable.from(checkBytes(pieces, path), { objectMode: true });
  checked.once('error', (error) => parser.destroy(error));
  try {
    yield* checked.pipe(parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [problem, remedy] = PROBLEMS[error.code] ?? [
      `cannot be read (${error.code})`,
      'export the table again',
    ];
    const records = typeof error.records === 'number' ? error.records : 0;
    throw new DataError([faultOfWhole(path, `row ${records + 1} ${problem}`, remedy)]);
  } finally {
    checked.destroy();
    parser.destroy();
  }
}

/** The bytes as they are, in small pieces, once they are known to be text. */
async function* checkBytes(pieces: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const check = checkerOf(path);
  let rest: Uint8Array = new Uint8Array();
  for await (const large of pieces) {
    for (let from = 0; from < large.length; from += PIECE) {
      const piece = Buffer.concat([rest, large.subarray(from, from + PIECE)]);
      const whole = piece.subarray(0, piece.length - unfinished(piece));
      check(whole);
      rest = piece.subarray(whole.length);
      yield whole;
    }
  }
  check(rest);
}

/** Throws where one piece after the other is no text. */
function checkerOf(path: string): (piece: Uint8Array) => void {
  let bytes = 0;
  let lines = 0;
  let inLine = 0;
  return (piece) => {
    const zero = piece.indexOf(0);
    if (!isUtf8(piece)) {
      const { line, column, problem } = firstBadByte(piece, bytes);
      const remedy = 'save it as UTF-8: spreadsheets call that “CSV UTF-8”';
      throw new DataError([{ path, line: lines + line, column, problem, remedy }]);
    }
    if (zero !== -1) {
      const problem = `byte ${bytes + zero} (counted from 0) is zero, so this is no text`;
      const remedy = 'export the table again: the file is damaged, or of another kind';
      throw new DataError([faultOfWhole(path, problem, remedy)]);
    }
    bytes += piece.length;
    lines += countLines(piece);
    const end = Math.max(piece.lastIndexOf(10), piece.lastIndexOf(13));
    inLine = end === -1 ? inLine + piece.length : piece.length - end - 1;
    // The parser counts what is in cells, and a line of nothing but separators has none.
    if (inLine > LONGEST_ROW) {
      const [what, remedy] = TOO_LONG;
      throw new DataError([{ path, line: lines + 1, column: 1, problem: `the line ${what}`, remedy }]);
    }
  };
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/** How many bytes at the end begin a character that goes on in the next piece. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
