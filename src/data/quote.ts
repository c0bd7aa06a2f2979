import { endInOriginal, type Folded, fold } from './fold.ts';
import { isInsideWord, isWord, tokensOf } from './words.ts';

/** Where a quote stands in its source. `start` and `end` (exclusive) are offsets in the original text. */
export interface FoundQuote {
  /** From 1: where each passage begins, each line once, in the order of the text. */
  readonly lines: readonly [number, ...number[]];
  readonly start: number;
  readonly end: number;
  /** The passages as published, each on one line, joined with ` … `. */
  readonly published: string;
}

/** Why a quote is no receipt, and for which of its passages. */
export interface MissingQuote {
  readonly passage: string;
  /** `short`: too little to prove anything; `cut`: only inside a longer word or figure; `order`: only before the passage that it follows. */
  readonly reason: 'short' | 'cut' | 'order' | 'absent';
  /** For `cut` and `order`: the line on which it stands. */
  readonly line: number | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const ELLIPSIS = /\s*\.{3,}\s*/;
const FEWEST_WORDS = 2;
const FEWEST_LETTERS = 10;

/**
 * Finds a quote in the text of its source, forgiving only typography (see `fold`). `…` or `...` joins passages that follow each
 * other in the text; each must have two words or ten letters, and begin and end where words do.
 *
 * @param text the source's text; folded once by the caller where many quotes are looked for
 */
export function findQuote(text: string | Folded, quote: string): FoundQuote | undefined {
  const source = typeof text === 'string' ? fold(text) : text;
  const spans = locate(source, quote);
  return Array.isArray(spans) ? foundAt(source, spans) : undefined;
}

/** What is wrong with a quote that `findQuote` does not find; undefined for one that it does. */
export function diagnoseQuote(text: string | Folded, quote: string): MissingQuote | undefined {
  const missing = locate(typeof text === 'string' ? fold(text) : text, quote);
  return Array.isArray(missing) ? undefined : missing;
}

/** The passages that `…` joins, folded. */
function passagesOf(quote: string): string[] {
  return fold(quote)
    .text.trim()
    .split(ELLIPSIS)
    .filter((passage) => passage !== '');
}

/** The line, from 1, of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function locate(source: Folded, quote: string): Span[] | MissingQuote {
  const passages = passagesOf(quote);
  const short = passages.find(isShort);
  if (passages.length === 0 || short !== undefined) {
    return { passage: short ?? '', reason: 'short', line: undefined };
  }
  const spans: Span[] = [];
  let from = 0;
  for (const passage of passages) {
    // The earliest place leaves the most room for what follows, so that there is never a reason to come back.
    const at = findPassage(source, passage, from);
    if (at === undefined) return missingPassage(source, passage);
    from = at + passage.length;
    spans.push({ from: at, to: from });
  }
  return spans;
}

function isShort(passage: string): boolean {
  const words = tokensOf(passage).filter(isWord);
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.length < FEWEST_WORDS && letters < FEWEST_LETTERS;
}

function findPassage(source: Folded, passage: string, from: number): number | undefined {
  let at = source.text.indexOf(passage, from);
  while (at !== -1) {
    if (!isInsideWord(source, at) && !isInsideWord(source, at + passage.length)) return at;
    at = source.text.indexOf(passage, nextBoundary(source, at + 1));
  }
  return undefined;
}

/** Skips to where a passage may begin: a long run of one letter is looked at once, not once for each letter. */
function nextBoundary(source: Folded, from: number): number {
  let at = from;
  while (at < source.text.length && isInsideWord(source, at)) at += 1;
  return at;
}

function missingPassage(source: Folded, passage: string): MissingQuote {
  const earlier = findPassage(source, passage, 0);
  const cut = source.text.indexOf(passage);
  const at = earlier ?? cut;
  const line = at === -1 ? undefined : lineAt(source.original, source.starts[at] ?? 0);
  if (earlier !== undefined) return { passage, reason: 'order', line };
  return { passage, reason: cut === -1 ? 'absent' : 'cut', line };
}

function foundAt(source: Folded, spans: readonly Span[]): FoundQuote {
  const places = spans.map(({ from, to }) => ({
    start: source.starts[from] ?? 0,
    end: endInOriginal(source, to - 1),
  }));
  const start = places.at(0)?.start ?? 0;
  const first = lineAt(source.original, start);
  const others = new Set(places.map((place) => lineAt(source.original, place.start)));
  others.delete(first);
  const published = places
    .map((place) => onOneLine(source.original.slice(place.start, place.end)))
    .join(' … ');
  return { lines: [first, ...others], start, end: places.at(-1)?.end ?? start, published };
}

function onOneLine(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/\s+/gu, ' ');
}
