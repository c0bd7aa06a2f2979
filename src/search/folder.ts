/**
 * Nothing that a reader sees: controls, bidi and zero-width marks, lone surrogates, private use. White space
 * is kept.
 */
export const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]--\p{White_Space}]/v;

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

/** Folds any text at all; what is ASCII alone is done faster by plain-text.ts. */
export function foldAny(original: string): Folder {
  const glue = gluePositions(original);
  const folder = new Folder();
  let start = 0;
  for (const point of original) {
    const end = start + point.length;
    if (glue.has(start)) folder.drop(end);
    else for (const part of partsOf(point)) folder.add(part, start, end);
    start = end;
  }
  return folder;
}

type Meaning = 'nothing' | 'apostrophe' | 'gap' | 'letter' | 'number';

/** A character that stands for a code point, or for a part of it, in folded text. */
interface Part {
  readonly character: string;
  readonly meaning: Meaning;
}

/** What a code point means is asked of Unicode once; a text has few of them. */
const PARTS = new Map<string, readonly Part[]>();
const MOST_KNOWN = 4096;

function partsOf(point: string): readonly Part[] {
  const known = PARTS.get(point);
  if (known) return known;
  const parts = INVISIBLE.test(point)
    ? [{ character: '', meaning: 'nothing' as const }]
    : expand(point).map((character) => ({ character, meaning: meaningOf(character) }));
  if (PARTS.size < MOST_KNOWN) PARTS.set(point, parts);
  return parts;
}

function meaningOf(character: string): Meaning {
  if (ACCENT.test(character)) return 'nothing';
  if (APOSTROPHE.test(character)) return 'apostrophe';
  if (!WORD_CHARACTER.test(character)) return 'gap';
  return NUMBER.test(character) ? 'number' : 'letter';
}

/** Folded text as it grows, with where each unit of it came from. */
export class Folder {
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  #isGap = false;
  #wasNumber = false;

  add({ character, meaning }: Part, start: number, end: number): void {
    if (meaning === 'nothing') this.drop(end);
    else if (meaning === 'apostrophe') this.#isGap ||= this.#wasNumber;
    else if (meaning === 'gap') this.#isGap = true;
    else {
      const isNumber = meaning === 'number';
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
