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

/**
 * Nothing that a reader sees: controls, bidi and zero-width marks, lone surrogates, private use. White space
 * is kept.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]--\p{White_Space}]/v;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gv');

/**
 * Accents and vowel points. The vowel signs of Indic scripts are not among them: without these the words
 * would be lost.
 */
const ACCENT =
  /[\p{M}&&[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]]/v;

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const NUMBER = /\p{N}/u;
const APOSTROPHE = /['’‘ʼʹ′`´＇]/u;

/** Signs that NFKD would turn into letters of the word before them. */
const TRADE_SIGN = /[™℠]/u;

/** Letters that Unicode does not decompose, as people without that key type them. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ґ', 'г'],
]);

/** The dots of `U.S.` and the commas of `300,000`: what they stand between is one word. */
const GLUED = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])|(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)/gu;

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
  #folder: Folder | undefined;
  #letters: string | undefined;

  constructor(original: string) {
    this.original = original;
    const plain = foldPlain(original);
    if (plain === undefined) this.#folder = foldAny(original);
    this.text = plain ?? this.#folder?.text ?? '';
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
    this.#folder ??= foldAny(this.original);
    return this.#folder.starts;
  }

  get ends(): readonly number[] {
    this.#folder ??= foldAny(this.original);
    return this.#folder.ends;
  }
}

function foldAny(original: string): Folder {
  const glue = gluePositions(original);
  const folder = new Folder();
  let start = 0;
  for (const point of original) {
    const end = start + point.length;
    if (INVISIBLE.test(point) || glue.has(start)) folder.drop(end);
    else for (const character of expand(point)) folder.add(character, start, end);
    start = end;
  }
  return folder;
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

class Folder {
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  #isGap = false;
  #wasNumber = false;

  add(character: string, start: number, end: number): void {
    const isNumber = NUMBER.test(character);
    if (ACCENT.test(character)) this.drop(end);
    else if (APOSTROPHE.test(character)) this.#isGap ||= this.#wasNumber;
    else if (!WORD_CHARACTER.test(character)) this.#isGap = true;
    else {
      if (this.text !== '' && (this.#isGap || isNumber !== this.#wasNumber))
        this.#push(' ', Math.min(this.#lastEnd, start), this.#lastEnd);
      this.#push(character, start, end);
      this.#isGap = false;
      this.#wasNumber = isNumber;
    }
  }

  /**
   * A character with no trace of its own belongs to the one before it, so that a range never cuts an accent
   * off.
   */
  drop(end: number): void {
    if (!this.#isGap && this.ends.length > 0) this.ends[this.ends.length - 1] = end;
  }

  get #lastEnd(): number {
    return this.ends.at(-1) ?? 0;
  }

  #push(character: string, start: number, end: number): void {
    this.text += character;
    for (let unit = 0; unit < character.length; unit += 1) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }
}

/** The characters that stand for one code point in folded text, accents still among them. */
function expand(point: string): string[] {
  if (TRADE_SIGN.test(point)) return [' '];
  return [...point.normalize('NFKD').toLowerCase()].flatMap((letter) => [
    ...(PLAIN_LETTERS.get(letter) ?? letter),
  ]);
}

function gluePositions(text: string): ReadonlySet<number> {
  const positions = new Set<number>();
  for (const match of text.matchAll(GLUED))
    for (const sign of match[0].matchAll(/[.,]/g)) positions.add(match.index + sign.index);
  return positions;
}
