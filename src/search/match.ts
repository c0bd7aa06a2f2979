import { type Alignment, align } from './align.ts';
import { judge, type Verdict } from './judge.ts';
import type { Folded, Range, Word } from './normalize.ts';
import type { Query } from './query.ts';
import { isSmallWord } from './small-words.ts';

export type Tier = 'id' | 'exact' | 'alias' | 'prefix' | 'word' | 'fuzzy' | 'detail';
export type Confidence = 'certain' | 'likely' | 'guess';

/** How one text answers a query. */
export interface Match {
  readonly tier: Tier;
  readonly confidence: Confidence;
  /** 0 best .. 1; see `BANDS`. */
  readonly score: number;
  /** Into the folded text. */
  readonly ranges: readonly Range[];
}

/**
 * Better bands come first whatever the scores inside them: what is certain, before what is only likely,
 * before guesses.
 */
const BANDS = ['id', 'exact', 'alias', 'head', 'prefix', 'word', 'near', 'guess', 'detail'] as const;
type Band = (typeof BANDS)[number];

/** Of what was typed, a name must have at least this much to be worth a guess. */
const LEAST_COVERED = 0.5;

/** What stands before these is the thing; what stands after them only says more about it. */
const PREPOSITIONS = new Set('of for to in on at by with from against under per'.split(' '));

/** @param within 0 best .. 1 worst of its band */
function scoreIn(band: Band, within: number): number {
  return (BANDS.indexOf(band) + Math.min(Math.max(within, 0), 0.999)) / BANDS.length;
}

export function matchId(id: Folded): Match {
  return { tier: 'id', confidence: 'certain', score: scoreIn('id', 0), ranges: whole(id) };
}

/** @param within 0 best .. 1 worst of the texts that have all the words */
export function matchDetail(ranges: readonly Range[], within: number): Match {
  return { tier: 'detail', confidence: 'guess', score: scoreIn('detail', within), ranges };
}

/** The best that can be said of a name or an alias. */
export function matchName(query: Query, name: Folded, isAlias: boolean): Match | undefined {
  return (
    matchWhole(query, name, isAlias) ??
    (isAlias ? undefined : matchHead(query, name)) ??
    matchPrefix(query, name, isAlias) ??
    matchWords(query, name, isAlias)
  );
}

/**
 * The same words in the same order. Names that differ only in how they are written are told apart by the
 * score.
 */
function matchWhole({ typed }: Query, name: Folded, isAlias: boolean): Match | undefined {
  const way = wayOfWriting(typed, name);
  if (way === undefined) return undefined;
  const tier = isAlias ? 'alias' : 'exact';
  return { tier, confidence: 'certain', score: scoreIn(tier, way / WAYS_OF_WRITING), ranges: whole(name) };
}

const WAYS_OF_WRITING = 4;

function wayOfWriting(typed: Folded, name: Folded): number | undefined {
  if (typed.original === name.original) return 0;
  if (name.text === '') return undefined;
  if (typed.text === name.text) return 1;
  if (typed.letters === name.letters) return 2;
  return haveSameStems(typed.words, name.words) ? 3 : undefined;
}

/** The thing itself without what is said of it before: `shelters` for `20-person shelters`. */
function matchHead({ words, cut }: Query, name: Folded): Match | undefined {
  if (name.words.length <= words.length || words.at(-1)?.stem !== name.words.at(-1)?.stem) return undefined;
  const before = name.words[name.words.length - words.length - 1];
  const head = name.words.slice(name.words.length - words.length);
  const [first] = head;
  if (cut || !before || !first || PREPOSITIONS.has(before.text)) return undefined;
  if (!haveSameStems(words, head)) return undefined;
  if (!words.some((word) => /\p{L}{3}/u.test(word.text) && !isSmallWord(word))) return undefined;
  const rest = first.start / name.text.length;
  const range = [first.start, name.text.length] as const;
  return { tier: 'word', confidence: 'certain', score: scoreIn('head', rest), ranges: [range] };
}

function matchPrefix({ searched, short }: Query, name: Folded, isAlias: boolean): Match | undefined {
  const { length } = searched.text;
  if (length === 0 || !name.text.startsWith(searched.text)) return undefined;
  const rest = 1 - length / name.text.length;
  const endsInWord = name.text[length] !== ' ';
  const within = (isAlias ? 0.5 : 0) + (endsInWord ? 0.25 : 0) + 0.25 * rest;
  const confidence = short ? 'guess' : 'likely';
  return { tier: 'prefix', confidence, score: scoreIn('prefix', within), ranges: [[0, length]] };
}

function matchWords(query: Query, name: Folded, isAlias: boolean): Match | undefined {
  const alignment = align(query, name);
  if (!alignment || alignment.covered < LEAST_COVERED) return matchAlike(judge(query, name));
  const band = bandOf(alignment);
  const { cost, rest, looseness, ranges } = alignment;
  const words = 0.6 * cost + 0.25 * rest + 0.1 * looseness + (isAlias ? 0.05 : 0);
  const within = band === 'word' ? words : 0.6 * words + 0.4 * (judge(query, name)?.score ?? 1);
  return {
    tier: band === 'word' ? 'word' : 'fuzzy',
    confidence: band === 'guess' || query.short ? 'guess' : 'likely',
    score: scoreIn(band, within),
    ranges,
  };
}

function bandOf({ isComplete, nearness }: Alignment): 'word' | 'near' | 'guess' {
  if (!isComplete || nearness === 'far') return 'guess';
  return nearness === 'near' ? 'near' : 'word';
}

/** Fuse alone finds it alike: letters inside a word, or slips that cross gaps. */
function matchAlike(verdict: Verdict | undefined): Match | undefined {
  if (!verdict) return undefined;
  const { score, ranges } = verdict;
  return { tier: 'fuzzy', confidence: 'guess', score: scoreIn('guess', 0.5 + score), ranges };
}

function whole({ text }: Folded): Range[] {
  return [[0, text.length]];
}

function haveSameStems(some: readonly Word[], others: readonly Word[]): boolean {
  return some.length === others.length && some.every(({ stem }, index) => stem === others[index]?.stem);
}
