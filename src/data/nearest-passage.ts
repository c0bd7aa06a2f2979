import { type Folded, fold } from './fold.ts';
import { lineAt } from './quote.ts';
import { isWord, type Token, tokensOf } from './words.ts';

/** The passage of a text that is most like a wrong quote, up to a little after the first place where the two differ. */
export interface NearestPassage {
  /** Line of the difference in the text, from 1. */
  readonly line: number;
  readonly before: string;
  /** What the text has there; empty where the quote has more. */
  readonly there: string;
  /** What the quote has instead; empty where the text has more. */
  readonly quoted: string;
  readonly after: string;
}

type Lookup = (row: number, column: number) => number;

type Step = 'same' | 'other' | 'textOnly' | 'quoteOnly';

/** Tokens of the text around the passage, and how the quote's tokens lie along them. */
interface Alignment {
  readonly steps: readonly Step[];
  /** Index among the tokens of the text where the alignment begins. */
  readonly start: number;
}

interface Passage {
  /** The quote's, folded. */
  readonly text: string;
  readonly wanted: readonly Token[];
  /** Tokens of the source in which the passage lies. */
  readonly stretch: readonly Token[];
}

/** Looks at this many common places at most; rare words are looked at first, so that more would change little. */
const MOST_VOTES = 100_000;
/** Of the quote's tokens, at least this part must stand in the passage; with less, it is not what was meant. */
const LEAST_ALIKE = 0.4;
const WORDS_AROUND = 6;
const LONGEST_DIFFERENCE = 80;

const tokensOfText = new WeakMap<Folded, readonly Token[]>();
const placesInText = new WeakMap<Folded, ReadonlyMap<string, readonly number[]>>();

/**
 * Finds the passage of the text that is most like `quote` (one passage, without `…`). Undefined where nothing is like it.
 *
 * The words of the quote vote for where it may lie, then only that stretch is aligned: linear in the text.
 */
export function nearestPassage(text: string | Folded, quote: string): NearestPassage | undefined {
  const source = typeof text === 'string' ? fold(text) : text;
  const passage = fold(quote).text.trim();
  const wanted = tokensOf(passage);
  const tokens = remember(tokensOfText, source, () => tokensOf(source.text));
  const places = remember(placesInText, source, () => placesOf(tokens));
  const shift = mostVoted(wanted, places);
  if (shift === undefined) return undefined;
  const slack = 8 + (wanted.length >> 2);
  const from = Math.max(0, shift - slack);
  const stretch = tokens.slice(from, shift + wanted.length + slack);
  const alignment = align(wanted, stretch);
  const alike = alignment.steps.filter((step) => step === 'same').length;
  if (alike < wanted.length * LEAST_ALIKE) return undefined;
  return firstDifference(source, { text: passage, wanted, stretch }, alignment);
}

/** `line 8: “… has purchased and ⟦delivered⟧ 20-person …”, where the quote has “delivred”` */
export function renderNearest({ line, before, there, quoted, after }: NearestPassage): string {
  const passage = `“${before}⟦${there}⟧${after}”`;
  if (quoted === '') return `line ${line}: ${passage}, where the quote leaves out what is between ⟦ and ⟧`;
  return `line ${line}: ${passage}, where the quote has ${there === '' ? 'in addition ' : ''}“${quoted}”`;
}

function remember<T>(cache: WeakMap<Folded, T>, source: Folded, make: () => T): T {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const made = make();
  cache.set(source, made);
  return made;
}

function placesOf(tokens: readonly Token[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach((token, index) => {
    if (!isWord(token)) return;
    const list = places.get(token.text);
    if (list) list.push(index);
    else places.set(token.text, [index]);
  });
  return places;
}

/** By how many tokens the quote must be shifted for most of its words to lie on the same words of the text, roughly. */
function mostVoted(
  wanted: readonly Token[],
  places: ReadonlyMap<string, readonly number[]>,
): number | undefined {
  const width = 8;
  const votes = new Map<number, number>();
  const known = wanted
    .map(({ text }, index) => ({ index, found: places.get(text) ?? [] }))
    .sort((a, b) => a.found.length - b.found.length);
  let left = MOST_VOTES;
  for (const { index, found } of known) {
    for (const place of found.slice(0, left)) {
      const bucket = Math.floor((place - index) / width);
      votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
    }
    left = Math.max(0, left - found.length);
  }
  let best: { readonly bucket: number; readonly count: number } | undefined;
  for (const [bucket, own] of votes) {
    const count = own + (votes.get(bucket + 1) ?? 0);
    if (count > (best?.count ?? 0)) best = { bucket, count };
  }
  return best && best.bucket * width + width;
}

/** The cheapest way to lay the quote along any part of the stretch (semi-global edit distance over tokens). */
function align(wanted: readonly Token[], stretch: readonly Token[]): Alignment {
  const width = stretch.length + 1;
  const cost = new Uint32Array((wanted.length + 1) * width);
  const at = (row: number, column: number) => cost[row * width + column] ?? 0;
  const differs = (row: number, column: number) =>
    wanted[row - 1]?.text === stretch[column - 1]?.text ? 0 : 1;
  for (let row = 1; row <= wanted.length; row++) {
    cost[row * width] = row;
    for (let column = 1; column < width; column++) {
      const diagonal = at(row - 1, column - 1) + differs(row, column);
      cost[row * width + column] = Math.min(diagonal, at(row - 1, column) + 1, at(row, column - 1) + 1);
    }
  }
  return trace(wanted.length, width, at, differs);
}

/** Walks the table of costs back from the end of the cheapest alignment. */
function trace(rows: number, width: number, at: Lookup, differs: Lookup): Alignment {
  let column = 0;
  for (let end = 1; end < width; end++) if (at(rows, end) <= at(rows, column)) column = end;
  const steps: Step[] = [];
  for (let row = rows; row > 0; ) {
    if (column > 0 && at(row, column) === at(row - 1, column - 1) + differs(row, column)) {
      steps.push(differs(row, column) === 0 ? 'same' : 'other');
      row -= 1;
      column -= 1;
    } else if (at(row, column) === at(row - 1, column) + 1) {
      steps.push('quoteOnly');
      row -= 1;
    } else {
      steps.push('textOnly');
      column -= 1;
    }
  }
  return { steps: steps.reverse(), start: column };
}

function firstDifference(source: Folded, passage: Passage, { steps, start }: Alignment): NearestPassage {
  const { wanted, stretch } = passage;
  const same = steps.findIndex((step) => step !== 'same');
  if (same === -1) return spacingDifference(source, passage, start);
  const rest = steps.slice(same);
  const until = rest.indexOf('same');
  const run = until === -1 ? rest : rest.slice(0, until);
  const from = start + same;
  const to = from + run.filter((step) => step !== 'quoteOnly').length;
  const quotedTo = same + run.filter((step) => step !== 'textOnly').length;
  return around(source, stretch, {
    from,
    to,
    quoted: passage.text.slice(wanted[same]?.at, endOf(wanted[quotedTo - 1])),
  });
}

/** The same words and marks, with white space where the other has none. */
function spacingDifference(
  source: Folded,
  { text, wanted, stretch }: Passage,
  start: number,
): NearestPassage {
  const gap = (tokens: readonly Token[], index: number) =>
    (tokens[index + 1]?.at ?? 0) - endOf(tokens[index]);
  const index = wanted.findIndex((_, i) => gap(wanted, i) !== gap(stretch, start + i));
  return around(source, stretch, {
    from: start + index,
    to: start + index + 2,
    quoted: text.slice(wanted[index]?.at, endOf(wanted[index + 1])),
  });
}

function around(
  source: Folded,
  stretch: readonly Token[],
  { from, to, quoted }: { readonly from: number; readonly to: number; readonly quoted: string },
): NearestPassage {
  let first = Math.max(0, from - WORDS_AROUND);
  while (first < from && !stretch.slice(first, first + 1).some(isWord)) first += 1;
  const last = Math.min(stretch.length, to + WORDS_AROUND);
  const at = stretch[from]?.at ?? endOf(stretch.at(-1));
  const end = to > from ? endOf(stretch[to - 1]) : at;
  const before = source.text.slice(stretch[first]?.at, at);
  const after = source.text.slice(end, endOf(stretch[last - 1]));
  return {
    line: lineAt(source.original, source.starts[at] ?? source.original.length),
    before: (stretch[first]?.at ?? 0) > 0 ? `…${before}` : before,
    there: clip(source.text.slice(at, end)),
    quoted: clip(quoted),
    after: endOf(stretch[last - 1]) < source.text.trimEnd().length ? `${after}…` : after,
  };
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : token.at + token.text.length;
}

function clip(text: string): string {
  return text.length <= LONGEST_DIFFERENCE ? text : `${text.slice(0, LONGEST_DIFFERENCE).trimEnd()}…`;
}
