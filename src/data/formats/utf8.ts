import type { Fault } from '../../errors.ts';
import type { SourceFile } from './source-file.ts';

/** What to write into a file that holds nothing, by the end of its name. */
const FILL: readonly (readonly [string, string])[] = [
  ['.yaml', 'write source: and what it says'],
  ['.txt', 'paste the text as published'],
];

/**
 * All of a file as text, or why that cannot be had.
 *
 * @param most megabytes
 */
export async function readText(file: SourceFile, path: string, most: number): Promise<string | Fault> {
  const bytes = await file.whole(path, most);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const text = decode(bytes, path);
  if (typeof text !== 'string' || text.trim() !== '') return text;
  const [, remedy = 'put in what it should hold'] = FILL.find(([ending]) => path.endsWith(ending)) ?? [];
  return { path, line: 1, column: 1, problem: 'the file is empty', remedy };
}

function decode(bytes: Uint8Array, path: string): string | Fault {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ...firstBadByte(bytes), path, remedy: 'save it as UTF-8 in a text editor' };
  }
}

/** @param skipped how many bytes of the file there are before these */
export function firstBadByte(bytes: Uint8Array, skipped = 0): Pick<Fault, 'line' | 'column' | 'problem'> {
  if (skipped === 0 && isUtf16(bytes))
    return { line: 1, column: 1, problem: 'the file is UTF-16, not UTF-8' };
  const before = validPart(bytes);
  const offset = Buffer.byteLength(before);
  const lines = before.split('\n');
  const byte = bytes[offset]?.toString(16).toUpperCase().padStart(2, '0');
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    problem: `the file is not UTF-8: byte ${skipped + offset} (counted from 0) is 0x${byte}`,
  };
}

/** Whether a file that begins so says that it is UTF-16. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** All before the first byte that is not UTF-8. A replacement character may also be there rightfully. */
function validPart(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal) return text.slice(0, at);
    offset += 3;
    from = at + 1;
  }
  return text;
}
