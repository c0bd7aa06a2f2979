import { stem } from '../data/stem.ts';
import { decode, encode } from './codes.ts';
import { NearWalk } from './fuzzy.ts';
import type { Query } from './query.ts';
import type { Skeletons } from './skeleton.ts';
import { countSlips } from './slips.ts';
import { isSmallWord } from './small-words.ts';
import type { Vocabulary, WordRange } from './vocabulary.ts';
import { Word } from './word.ts';

/** Words of the vocabulary that may stand for a unit of the query: one of its words, two put together, a part of one. */
export interface WordMatch extends WordRange {
  /** Counted from 1. */
  readonly unit: number;
  /** Which word of the query it stands for, and how many from there on. */
  readonly at: number;
  readonly span: number;
  /** What a record gains that has one of them: letters of the query, in sixteenths. */
  readonly gain: number;
  /** It stands for a part of the word only: others are worth the rest of it. */
  readonly isPart: boolean;
}

/** Sixteenths of a letter. */
export const FULL = 16;
/** What is left of a letter's worth, by how it was matched. The judge decides; this only orders what it sees. */
const WORTH = {
  same: 1,
  plural: 0.98,
  beginning: 0.9,
  joined: 0.95,
  slip: 0.75,
  shortSlip: 0.6,
  slipInBeginning: 0.62,
  twoSlips: 0.5,
  sameSound: 0.9,
  sound: 0.6,
  inside: 0.4,
};

const FEWEST_LETTERS_OF_SLIP = 4;
const FEWEST_LETTERS_OF_TWO_SLIPS = 8;
const FEWEST_LETTERS_OF_COMMON = 6;
const MOST_WITH_TWO_SLIPS = 64;
const MOST_HEARD = 256;
const MOST_OF_SOUND = 48;
const MOST_SOUND_SLIPS = 4;
const MOST_INSIDE = 64;
/** A vocabulary holds that many bytes per word; searching all of it is the last resort. */
const FEWEST_LETTERS_INSIDE = 4;

/** A word that many names have. */
export interface CommonWord {
  readonly number: number;
  readonly code: string;
}

/** What is known of words. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly skeletons: Skeletons;
  /** A misspelled word is a common one more often than a rare one (Kernighan and others, 1990, on the noisy channel). */
  readonly common: readonly CommonWord[];
}

/** What the vocabulary has for each word of a query. */
export class WordMatcher {
  readonly matches: WordMatch[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #skeletons: Skeletons;
  readonly #common: readonly CommonWord[];
  #units = 0;

  constructor({ vocabulary, skeletons, common }: Lexicon) {
    this.#vocabulary = vocabulary;
    this.#skeletons = skeletons;
    this.#common = common;
  }

  static match({ words }: Query, lexicon: Lexicon): readonly WordMatch[] {
    const matcher = new WordMatcher(lexicon);
    for (const [at, word] of words.entries()) {
      matcher.#matchWord(word, at, at + 1 === words.length);
      const next = words[at + 1];
      if (next && Math.min(word.text.length, next.text.length) > 1) matcher.#matchJoined(word, next, at);
    }
    return matcher.matches;
  }

  #matchWord(word: Word, at: number, isLast: boolean): void {
    this.#units += 1;
    const code = encode(word.text);
    const add = (range: WordRange, worth: number) => this.#add(range, at, 1, worth * weightOf(word));
    const before = this.matches.length;
    for (const form of formsOf(word))
      add(this.#range(encode(form)), form === word.text ? WORTH.same : WORTH.plural);
    if (code.length > 2 || isLast) add(this.#vocabulary.startingWith(code), WORTH.beginning);
    const isKnown = this.matches.length > before;
    if (word.hasNumber) return;
    this.#matchNear(code, isLast, isKnown, add);
    this.#matchSounds(word, isLast && code.length > 2, add);
    this.#matchParts(code, at, word);
    if (this.matches.length > before || code.length < FEWEST_LETTERS_INSIDE) return;
    for (const inside of this.#vocabulary.containing(code, MOST_INSIDE))
      add({ from: inside, to: inside + 1 }, WORTH.inside);
  }

  #matchNear(
    code: string,
    isLast: boolean,
    isKnown: boolean,
    add: (range: WordRange, worth: number) => void,
  ): void {
    if (code.length < FEWEST_LETTERS_OF_SLIP) return;
    const walk = new NearWalk(this.#vocabulary, code, isLast);
    walk.walkOne();
    const slip = code.length > FEWEST_LETTERS_OF_SLIP ? WORTH.slip : WORTH.shortSlip;
    if (!isKnown && walk.found.length === 0 && code.length >= FEWEST_LETTERS_OF_TWO_SLIPS)
      walk.walkTwo(MOST_WITH_TWO_SLIPS);
    if (!isKnown && code.length >= FEWEST_LETTERS_OF_COMMON) this.#matchCommon(code, add);
    for (const { from, to, slips, isBeginning } of walk.found) {
      const worth = slips > 1 ? WORTH.twoSlips : slip;
      add({ from, to }, isBeginning ? WORTH.slipInBeginning : worth);
    }
  }

  /** Two slips in a word too short for that, if it is a common one. */
  #matchCommon(code: string, add: (range: WordRange, worth: number) => void): void {
    for (const { number, code: other } of this.#common) {
      if (Math.abs(other.length - code.length) > 2 || countSlips(code, other, 2).whole !== 2) continue;
      add({ from: number, to: number + 1 }, WORTH.twoSlips);
    }
  }

  /** The other script's words with the same consonants: first those that sound the same altogether. */
  #matchSounds(word: Word, isUnfinished: boolean, add: (range: WordRange, worth: number) => void): void {
    const found = this.#skeletons.find(word.text, isUnfinished, MOST_HEARD).map((number) => {
      const { sound } = new Word(decode(this.#vocabulary.textOf(number)));
      return { number, ...countSlips(word.sound, sound, MOST_SOUND_SLIPS) };
    });
    const slipsOf = ({ whole, beginning }: (typeof found)[number]) =>
      isUnfinished ? Math.min(whole, beginning + 0.5) : whole;
    for (const one of found.sort((a, b) => slipsOf(a) - slipsOf(b)).slice(0, MOST_OF_SOUND)) {
      const worth = slipsOf(one) < 1 ? WORTH.sameSound : WORTH.sound;
      add({ from: one.number, to: one.number + 1 }, worth);
    }
  }

  /** `nightvision` for `night vision`: both must be there, for each is worth its letters. */
  #matchParts(code: string, at: number, word: Word): void {
    for (let cut = 2; cut + 2 <= code.length; cut += 1) {
      const left = this.#range(code.slice(0, cut));
      if (left.from === left.to) continue;
      const right = code.slice(cut);
      const forms = [right, `${right}s`, stem(right)].map((form) => this.#range(form));
      if (forms.every(({ from, to }) => from === to)) continue;
      const share = (cut / code.length) * WORTH.joined * weightOf(word);
      this.#units += 1;
      this.#add(left, at, 1, share, true);
      this.#units += 1;
      for (const form of forms) this.#add(form, at, 1, WORTH.joined * weightOf(word) - share, true);
    }
  }

  /** `gene rators` for `generators`. */
  #matchJoined(first: Word, second: Word, at: number): void {
    this.#units += 1;
    const code = encode(first.text + second.text);
    const weight = WORTH.joined * (weightOf(first) + weightOf(second));
    for (const form of new Set([code, encode(stem(code)), `${code}s`]))
      this.#add(this.#range(form), at, 2, weight);
    if (code.length < FEWEST_LETTERS_OF_SLIP || first.hasNumber || second.hasNumber) return;
    const walk = new NearWalk(this.#vocabulary, code, false);
    walk.walkOne();
    for (const range of walk.found) this.#add(range, at, 2, WORTH.slip * weight);
  }

  #range(code: string): WordRange {
    const word = this.#vocabulary.find(code);
    return word === undefined ? { from: 0, to: 0 } : { from: word, to: word + 1 };
  }

  #add({ from, to }: WordRange, at: number, span: number, gain: number, isPart = false): void {
    if (from < to)
      this.matches.push({ from, to, unit: this.#units, at, span, gain: Math.round(gain * FULL), isPart });
  }
}

/** A long word is not worth many short ones. See align.ts. */
export function weightOf(word: Word): number {
  return isSmallWord(word) ? 0.5 : Math.min(8, Math.max(2, word.text.length));
}

/** The word, its singular and its plurals, as far as they have one stem. */
export function formsOf({ text, stem: singular }: Word): Set<string> {
  const forms = [singular, `${singular}s`, `${singular}es`, `${singular}e`, `${singular.slice(0, -1)}ies`];
  return new Set([text, ...forms.filter((form) => stem(form) === singular)]);
}
