import { stem } from '../data/stem.ts';
import { encode } from './codes.ts';
import type { Endings } from './endings.ts';
import { NearWalk } from './fuzzy.ts';
import { namedParts } from './parts-of-word.ts';
import { type Postings, sizeOf } from './postings.ts';
import type { Query } from './query.ts';
import type { Skeletons } from './skeleton.ts';
import { countSlips } from './slips.ts';
import { isSmallWord } from './small-words.ts';
import type { Vocabulary, WordRange } from './vocabulary.ts';
import type { Word } from './word.ts';
import { FULL, formsOf, WORTH, weightOf } from './word-worth.ts';
import { wordsHeard } from './words-heard.ts';

/** Words of the vocabulary that may stand for a word of the query, for two put together, or for a part of one. */
export interface WordMatch extends WordRange {
  /** Which word of the query it stands for, and how many from there on. */
  readonly at: number;
  readonly span: number;
  /** What a record gains that has one of them: letters of the query, in sixteenths. */
  readonly gain: number;
  /** It stands for a part of the word only: others are worth the rest of it. */
  readonly isPart: boolean;
  /** With the first part of a word: what the record must have besides. */
  readonly beside?: readonly WordRange[];
}

const FEWEST_LETTERS_OF_SLIP = 4;
const FEWEST_LETTERS_OF_TWO_SLIPS = 8;
/** Fewer letters are two slips away from very many words: looked for where nothing else was found, of few words. */
const FEWEST_LETTERS_OF_FAR = 7;
const MOST_FAR = 2;
const FEWEST_LETTERS_OF_COMMON = 6;
const MOST_WITH_TWO_SLIPS = 64;
const FEWEST_LETTERS_HEARD = 4;
/** As many as are ever answered with. */
const ENOUGH = 100;
const MOST_INSIDE = 64;
/** Letters inside a word are the last resort. */
const FEWEST_LETTERS_INSIDE = 4;

/** A word that many names have. */
export interface CommonWord {
  readonly number: number;
  readonly code: string;
}

/** What is known of words. */
interface Lexicon {
  readonly vocabulary: Vocabulary;
  /** Which names have a word: not every word stands in one. */
  readonly names: Postings;
  readonly skeletons: Skeletons;
  readonly endings: Endings;
  /** A misspelled word is a common one more often than a rare one (Kernighan and others, 1990, on the noisy channel). */
  readonly common: readonly CommonWord[];
}

/**
 * What the vocabulary has for each word of a query, looked for further and further: most queries are typed right, and what
 * is typed right need not be compared with every word that is nearly the same.
 */
export class WordMatcher {
  readonly matches: WordMatch[] = [];
  readonly #words: Query['words'];
  readonly #lexicon: Lexicon;
  /** Words that some name has as they were typed, or begins with. */
  readonly #known: readonly boolean[];
  /** Words with two slips have been looked for. */
  readonly #walkedTwo = new Set<number>();

  constructor({ words }: Query, lexicon: Lexicon) {
    this.#words = words;
    this.#lexicon = lexicon;
    this.#known = words.map((word, at) => this.#matchSame(word, at));
  }

  /** A word that names do not have must be meant for another. */
  get hasStranger(): boolean {
    return this.#words.some((word, at) => !this.#known[at] && !isSmallWord(word));
  }

  /** Looks for what the words may be meant for that no name has. */
  matchStrangers(): void {
    for (const [at, word] of this.#words.entries()) {
      if (!this.#known[at]) this.#matchMeant(word, at);
      if (!(this.#known[at] && (this.#known[at + 1] ?? true))) this.#matchJoined(at);
    }
  }

  /** Looks for what all other words may be meant for: a slip may make another word. */
  matchRest(): void {
    for (const [at, word] of this.#words.entries()) {
      if (this.#known[at]) this.#matchMeant(word, at);
      if (this.#known[at] && (this.#known[at + 1] ?? true)) this.#matchJoined(at);
    }
  }

  /** Looks for what is further away than one slip, where something nearer was found that no record has with the rest. */
  matchFar(): void {
    const far = [...this.#words.entries()].filter(([at, { text, hasNumber }]) => {
      const isWalked = this.#walkedTwo.has(at);
      return !this.#known[at] && !hasNumber && !isWalked && text.length >= FEWEST_LETTERS_OF_FAR;
    });
    for (const [at, word] of far.slice(0, MOST_FAR)) {
      const walk = new NearWalk(this.#lexicon.vocabulary, encode(word.text), false);
      walk.walkTwo(this.#lexicon.endings, MOST_WITH_TWO_SLIPS);
      for (const range of walk.found) this.#add(range, at, WORTH.twoSlips * weightOf(word));
    }
  }

  /** @returns whether any name has it */
  #matchSame(word: Word, at: number): boolean {
    const { vocabulary, names } = this.#lexicon;
    const before = this.matches.length;
    const code = encode(word.text);
    const add = (range: WordRange, worth: number) => {
      if (sizeOf(names, range) > 0) this.#add(range, at, worth * weightOf(word));
    };
    for (const form of formsOf(word))
      add(vocabulary.rangeOf(encode(form)), form === word.text ? WORTH.same : WORTH.plural);
    if (code.length > 2 || this.#isLast(at)) add(vocabulary.startingWith(code), WORTH.beginning);
    const isKnown = this.matches.length > before;
    return (!this.#isEnough(at) && this.#mayBeHeard(word, isKnown) && this.#matchSounds(word, at)) || isKnown;
  }

  /** So many names have the word itself that those that only sound like it would be in their way. */
  #isEnough(at: number): boolean {
    const { names } = this.#lexicon;
    return this.matches.some((match) => match.at === at && sizeOf(names, match) >= ENOUGH);
  }

  /** Few letters sound like those of very many words. */
  #mayBeHeard(word: Word, isKnown: boolean): boolean {
    return !word.hasNumber && (!isKnown || word.text.length >= FEWEST_LETTERS_HEARD);
  }

  #matchMeant(word: Word, at: number): void {
    if (word.hasNumber) return;
    if (this.#known[at] && this.#isEnough(at) && this.#mayBeHeard(word, true)) this.#matchSounds(word, at);
    const before = this.matches.length;
    const code = encode(word.text);
    this.#matchNear(word, code, at);
    this.#matchParts(code, at, word);
    if (this.#known[at] || this.matches.length > before || code.length < FEWEST_LETTERS_INSIDE) return;
    const { vocabulary, endings } = this.#lexicon;
    const ending = endings.find(code, MOST_INSIDE);
    for (const inside of ending.length > 0 ? ending : vocabulary.containing(code, MOST_INSIDE))
      this.#add({ from: inside, to: inside + 1 }, at, WORTH.inside * weightOf(word));
  }

  #matchNear(word: Word, code: string, at: number): void {
    if (code.length < FEWEST_LETTERS_OF_SLIP) return;
    const walk = new NearWalk(this.#lexicon.vocabulary, code, this.#isLast(at));
    walk.walkOne();
    const slip = code.length > FEWEST_LETTERS_OF_SLIP ? WORTH.slip : WORTH.shortSlip;
    if (!this.#known[at] && walk.found.length === 0 && code.length >= FEWEST_LETTERS_OF_TWO_SLIPS) {
      walk.walkTwo(this.#lexicon.endings, MOST_WITH_TWO_SLIPS);
      this.#walkedTwo.add(at);
    }
    if (!this.#known[at] && code.length >= FEWEST_LETTERS_OF_COMMON) this.#matchCommon(word, code, at);
    for (const { from, to, slips, isBeginning } of walk.found) {
      const worth = slips > 1 ? WORTH.twoSlips : slip;
      this.#add({ from, to }, at, (isBeginning ? WORTH.slipInBeginning : worth) * weightOf(word));
    }
  }

  /** Two slips in a word too short for that, if it is a common one. */
  #matchCommon(word: Word, code: string, at: number): void {
    for (const { number, code: other } of this.#lexicon.common) {
      if (Math.abs(other.length - code.length) > 2 || countSlips(code, other, 2).whole !== 2) continue;
      this.#add({ from: number, to: number + 1 }, at, WORTH.twoSlips * weightOf(word));
    }
  }

  /** @returns whether a word of the other script sounds the same altogether */
  #matchSounds(word: Word, at: number): boolean {
    const heard = wordsHeard(this.#lexicon, word, this.#isLast(at) && word.text.length > 2);
    for (const { number, isSame } of heard) {
      const worth = isSame ? WORTH.sameSound : WORTH.sound;
      this.#add({ from: number, to: number + 1 }, at, worth * weightOf(word));
    }
    return heard[0]?.isSame ?? false;
  }

  /** `nightvision` for `night vision`: both must be there, for each is worth its letters. */
  #matchParts(code: string, at: number, word: Word): void {
    const worth = WORTH.joined * weightOf(word);
    for (const { first, rest, share } of namedParts(this.#lexicon, code)) {
      this.#add(first, at, share * worth, { isPart: true, beside: rest });
      for (const form of rest) this.#add(form, at, worth - share * worth, { isPart: true });
    }
  }

  /** `gene rators` for `generators`. */
  #matchJoined(at: number): void {
    const [first, second] = [this.#words[at], this.#words[at + 1]];
    if (!first || !second || Math.min(first.text.length, second.text.length) < 2) return;
    const code = encode(first.text + second.text);
    const weight = weightOf(first) + weightOf(second);
    for (const form of new Set([code, encode(stem(code)), `${code}s`]))
      this.#add(this.#lexicon.vocabulary.rangeOf(form), at, WORTH.joined * weight, { span: 2 });
    if (code.length < FEWEST_LETTERS_OF_SLIP || first.hasNumber || second.hasNumber) return;
    const walk = new NearWalk(this.#lexicon.vocabulary, code, false);
    walk.walkOne();
    for (const range of walk.found) this.#add(range, at, WORTH.slip * weight, { span: 2 });
  }

  #isLast(at: number): boolean {
    return at + 1 === this.#words.length;
  }

  #add({ from, to }: WordRange, at: number, gain: number, more: Partial<WordMatch> = {}): void {
    if (from === to) return;
    this.matches.push({ from, to, at, span: 1, isPart: false, ...more, gain: Math.round(gain * FULL) });
  }
}
