import { type Folder, foldAny, INVISIBLE } from './folder.ts';
import { foldPlain } from './plain-text.ts';
import { isCyrillic } from './sound.ts';
import { type Word, wordsOf } from './word.ts';

/**
 * One form for every way of writing the same words, with the way back to the text as it was written.
 *
 * Folded text is lower-case words with one space between them. Accents, punctuation and invisible characters
 * are gone; letters and digits are separate words, so that `M-777`, `M777` and `m 777` are the same.
 */

export type { Word };

/** Start and end (exclusive), in UTF-16 units. */
export type Range = readonly [start: number, end: number];

export interface Folded {
  readonly original: string;
  readonly text: string;
  readonly words: readonly Word[];
  /** Without spaces, for comparing words that are written together or apart. */
  readonly letters: string;
  /** Which letters it has, as bits: see `Word.letters`. */
  readonly mask: number;
  readonly hasCyrillic: boolean;
  /** A word that is not Cyrillic. */
  readonly hasOtherScript: boolean;
  /** For each unit of `text`, where the character that it came from starts and ends in `original`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gv');

/** Text as people see it: without invisible characters, with single spaces, trimmed. */
export function clean(text: string): string {
  return text
    .replaceAll(ALL_INVISIBLE, '')
    .replaceAll(/\p{White_Space}+/gu, ' ')
    .trim();
}

export function fold(original: string): Folded {
  return new FoldedText(original);
}

/** The folded text alone, for those who need no way back. */
export function foldText(original: string): string {
  return foldPlain(original) ?? foldAny(original).text;
}

/** Most texts are compared and never shown: the way back is worked out when somebody asks for it. */
class FoldedText implements Folded {
  readonly original: string;
  readonly text: string;
  readonly words: readonly Word[];
  readonly mask: number;
  readonly hasCyrillic: boolean;
  readonly hasOtherScript: boolean;
  #way: Pick<Folder, 'starts' | 'ends'> | undefined;
  #letters: string | undefined;

  constructor(original: string) {
    this.original = original;
    const plain = foldPlain(original);
    const folder = plain === undefined ? foldAny(original) : undefined;
    this.#way = folder;
    this.text = plain ?? folder?.text ?? '';
    this.words = wordsOf(this.text);
    this.mask = this.words.reduce((mask, { letters }) => mask | letters, 0);
    this.hasCyrillic = this.words.some(({ text }) => isCyrillic(text));
    this.hasOtherScript = this.words.some(({ text }) => !isCyrillic(text));
  }

  get letters(): string {
    this.#letters ??= this.text.replaceAll(' ', '');
    return this.#letters;
  }

  get starts(): readonly number[] {
    this.#way ??= this.#wayBack();
    return this.#way.starts;
  }

  get ends(): readonly number[] {
    this.#way ??= this.#wayBack();
    return this.#way.ends;
  }

  #wayBack(): Pick<Folder, 'starts' | 'ends'> {
    if (!isOneToOne(this.original, this.text)) return foldAny(this.original);
    const starts = Array.from(this.text, (_, unit) => unit);
    // A gap stands where the word before it ends, and takes no room.
    return { starts, ends: starts.map((unit) => (this.text[unit] === ' ' ? unit : unit + 1)) };
  }
}

/** Whether folding plain text changed no more than its case and its gaps, each unit staying in its place. */
function isOneToOne(original: string, text: string): boolean {
  if (original.length !== text.length) return false;
  const lower = original.toLowerCase();
  for (let unit = 0; unit < text.length; unit += 1) {
    const isSame = text[unit] === lower[unit];
    if (!isSame && (text[unit] !== ' ' || !/[ -/:-@]/.test(lower.charAt(unit)))) return false;
  }
  return true;
}

/**
 * Where ranges of the folded text lie in the original: in order, not overlapping, and joined where only a gap
 * between two matched words separates them.
 */
export function toOriginal(folded: Folded, ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = folded.starts[from];
    const end = folded.ends[to - 1];
    if (start === undefined || end === undefined || to <= from) continue;
    const last = joined.at(-1);
    const touches =
      last &&
      (start <= last[1] || (folded.text.charAt(from - 1) === ' ' && folded.ends[from - 2] === last[1]));
    if (last && touches) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
