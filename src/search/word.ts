import { stem } from '../data/stem.ts';
import { skeletonOf, soundOf } from './sound.ts';

const NUMBER = /\p{N}/u;

/** A word of folded text. Offsets are UTF-16, into the folded text. What few words are asked for is worked out when asked. */
export class Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  #stem: string | undefined;
  #sound: string | undefined;
  #skeleton: string | undefined;
  #hasNumber: boolean | undefined;
  #letters = 0;
  #stemLetters = 0;

  /**
   * @param start where the word stands; 0 for one that stands nowhere, such as two words put together to
   * compare them
   */
  constructor(text: string, start = 0) {
    this.text = text;
    this.start = start;
    this.end = start + text.length;
  }

  /** The word without its English plural ending: `batteries` and `battery` have the same stem. */
  get stem(): string {
    this.#stem ??= stem(this.text);
    return this.#stem;
  }

  /** How it sounds, in whichever script it is written. */
  get sound(): string {
    this.#sound ??= soundOf(this.text);
    return this.#sound;
  }

  /** The consonants of its sound. */
  get skeleton(): string {
    this.#skeleton ??= skeletonOf(this.sound);
    return this.#skeleton;
  }

  /** Letters and digits are never in one word, unless two were put together. */
  get hasNumber(): boolean {
    this.#hasNumber ??= NUMBER.test(this.text);
    return this.#hasNumber;
  }

  /**
   * Which letters it has, as bits by their code modulo 32: a quick way to see that two words cannot be alike.
   */
  get letters(): number {
    if (this.#letters === 0) this.#letters = lettersIn(this.text);
    return this.#letters;
  }

  /** Those of its stem. */
  get stemLetters(): number {
    if (this.#stemLetters === 0)
      this.#stemLetters = this.stem === this.text ? this.letters : lettersIn(this.stem);
    return this.#stemLetters;
  }
}

function lettersIn(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

/** The words of folded text, which has one space between them. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = 0;
  while (start < text.length) {
    const space = text.indexOf(' ', start);
    const end = space < 0 ? text.length : space;
    words.push(new Word(text.slice(start, end), start));
    start = end + 1;
  }
  return words;
}

/** How many bits of 32 are set (Warren, Hacker's Delight, 2002, figure 5-2). */
export function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
