/**
 * How many slips of the hand lie between what was typed and a word, or the nearest beginning of that word.
 */
export interface Slips {
  readonly whole: number;
  readonly beginning: number;
}

/** A machine word has a bit for each letter typed. Folded words are hardly ever longer. */
const MOST_LETTERS = 31;

/** For each letter, by its code, where it stands in what was typed; all zero between calls. */
const PLACES = new Int32Array(0x500);

/**
 * Counts letters left out, put in, replaced, or swapped with their neighbour: Damerau's slips (1964), no part
 * being changed twice.
 *
 * A column of the table of Wagner and Fischer (1974) at a time, as differences in the bits of two integers: Hyyrö,
 * A bit-vector algorithm for computing Levenshtein and Damerau edit distances, 2003, figure 4.
 *
 * @param typed what lies beyond its 31st letter is not compared
 * @param limit counts above it are only known to be above it
 */
export function countSlips(typed: string, word: string, limit: number): Slips {
  const length = Math.min(typed.length, MOST_LETTERS);
  const columns = Math.min(word.length, length + limit);
  setPlaces(typed, length);
  const lastBit = 1 << (length - 1);
  let up = -1;
  let down = 0;
  let diagonal = 0;
  let placesBefore = 0;
  let slips = length;
  let beginning = length;
  for (let column = 0; column < columns; column += 1) {
    const places = PLACES[placeOf(word.charCodeAt(column))] ?? 0;
    const swapped = ((~diagonal & places) << 1) & placesBefore;
    diagonal = ((((places & up) + up) | 0) ^ up) | places | down | swapped;
    let right = down | ~(diagonal | up);
    let left = diagonal & up;
    if (right & lastBit) slips += 1;
    if (left & lastBit) slips -= 1;
    if (slips < beginning) beginning = slips;
    right = (right << 1) | 1;
    left <<= 1;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    placesBefore = places;
  }
  clearPlaces(typed, length);
  return { whole: columns < word.length ? limit + 1 : slips, beginning };
}

/**
 * The fewest slips between a pattern and any part of a text, swaps aside: the same columns with a start anywhere (Sellers,
 * 1980; Myers, A fast bit-vector algorithm for approximate string matching, 1999).
 *
 * @param pattern of 32 letters at most
 */
export function countSlipsInside(pattern: string, text: string): number {
  const { length } = pattern;
  setPlaces(pattern, length);
  const lastBit = 1 << (length - 1);
  let up = -1;
  let down = 0;
  let slips = length;
  let fewest = length;
  for (let column = 0; column < text.length; column += 1) {
    const places = PLACES[placeOf(text.charCodeAt(column))] ?? 0;
    const diagonal = ((((places & up) + up) | 0) ^ up) | places | down;
    const right = down | ~(diagonal | up);
    const left = diagonal & up;
    if (right & lastBit) slips += 1;
    if (left & lastBit) slips -= 1;
    if (slips < fewest) fewest = slips;
    up = (left << 1) | ~(diagonal | (right << 1));
    down = (right << 1) & diagonal;
  }
  clearPlaces(pattern, length);
  return fewest;
}

/** Rarer scripts share the places of others, so that a slip may go unseen there, and none is invented. */
function placeOf(code: number): number {
  return code < PLACES.length ? code : 0x80 | (code & 0x7f);
}

function setPlaces(typed: string, length: number): void {
  for (let index = 0; index < length; index += 1) {
    const place = placeOf(typed.charCodeAt(index));
    PLACES[place] = (PLACES[place] ?? 0) | (1 << index);
  }
}

function clearPlaces(typed: string, length: number): void {
  for (let index = 0; index < length; index += 1) PLACES[placeOf(typed.charCodeAt(index))] = 0;
}
