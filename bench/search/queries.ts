import { stem } from '../../src/data/stem.ts';
import { foldText } from '../../src/search/normalize.ts';
import type { SearchRecord } from '../../src/search/search.ts';
import { countSlips } from '../../src/search/slips.ts';
import { soundOf } from '../../src/search/sound.ts';
import { slip, transliterate } from './mangle.ts';
import type { Random } from './random.ts';

export const CLASSES = [
  'exact',
  'prefix',
  'prefix with a typo',
  'one typo',
  'two typos',
  'swapped words',
  'missing word',
  'joined or split',
  'abbreviation',
  'plural',
  'transliterated',
] as const;
export type QueryClass = (typeof CLASSES)[number];

export interface Question {
  readonly class: QueryClass;
  readonly text: string;
  /** As in autocomplete, where the last word may be unfinished. */
  readonly isUnfinished: boolean;
  /** Whether a folded name or alias is what was asked for, or as good an answer: asked of all of them, by brute force. */
  readonly isRight: (folded: string) => boolean;
}

/** What a bit-parallel count of slips takes. */
const MOST_LETTERS = 30;
/** Either number of a word is the same word. */
const stems = (folded: string) => folded.split(' ').map(stem).join(' ');
/** Whole words that stand in a name are no worse an answer than its beginning. */
const hasWords = (other: string, typed: string) => ` ${other} `.includes(` ${typed} `);
const heard = (folded: string) => folded.split(' ').map(soundOf).join(' ');
const sorted = (folded: string) => folded.split(' ').sort().join(' ');
const initials = (folded: string) =>
  folded
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');

/** A question of this class about a record, or undefined where its name does not lend itself to one. */
export function ask(kind: QueryClass, { name }: SearchRecord, random: Random): Question | undefined {
  const folded = foldText(name);
  const words = folded.split(' ');
  const question = (
    text: string,
    isRight: Question['isRight'],
    isUnfinished = false,
  ): Question | undefined =>
    foldText(text) === '' || text.length > 64 || words.length > 8
      ? undefined
      : { class: kind, text, isUnfinished, isRight };
  const slips = (count: number): Question | undefined => {
    if (folded.length < 8 || folded.length > MOST_LETTERS || !/\p{L}{4}/u.test(folded)) return undefined;
    let typed = folded;
    for (let index = 0; index < count; index += 1) typed = slip(typed, random);
    const isNear = (a: string, b: string) =>
      Math.abs(a.length - b.length) <= count && countSlips(a, b, count).whole <= count;
    const typedStems = stems(typed);
    // A plural ending is two letters mostly: what is further away need not be looked at closely.
    const loose = count + 2 * words.length;
    return question(typed, (other) => {
      if (other === folded || isNear(typed, other)) return true;
      if (Math.abs(other.length - typed.length) > loose || countSlips(typed, other, loose).whole > loose)
        return false;
      const stemmed = stems(other);
      return isNear(typedStems, stemmed) || isNear(typed, stemmed);
    });
  };
  switch (kind) {
    case 'exact':
      return question(name, (other) => other === folded);
    case 'prefix': {
      const typed = folded.slice(0, 1 + random.below(Math.min(12, folded.length))).trim();
      return question(typed, (other) => other.startsWith(typed) || hasWords(other, typed), true);
    }
    case 'prefix with a typo': {
      if (folded.length < 6 || !/^\p{L}{4}/u.test(folded)) return undefined;
      const typed = slip(folded.slice(0, 5 + random.below(Math.min(10, folded.length - 5))).trim(), random);
      return question(
        typed,
        (other) => countSlips(typed, other, 1).beginning <= 1 || hasWords(other, typed),
        true,
      );
    }
    case 'one typo':
      return slips(1);
    case 'two typos':
      return slips(2);
    case 'swapped words': {
      if (words.length < 2) return undefined;
      const at = random.below(words.length - 1);
      const typed = words.with(at, words[at + 1] ?? '').with(at + 1, words[at] ?? '');
      return question(
        typed.join(' '),
        (other) =>
          Math.abs(other.length - folded.length) <= words.length &&
          sorted(stems(other)) === sorted(stems(folded)),
      );
    }
    case 'missing word': {
      if (words.length < 3) return undefined;
      const typed = words.toSpliced(random.below(words.length), 1);
      return question(typed.join(' '), (other) => {
        if (!typed.every((word) => other.includes(stem(word).slice(0, 3)))) return false;
        const present = stems(other).split(' ');
        return typed.every((word) => present.includes(stem(word)));
      });
    }
    case 'joined or split': {
      const at = random.below(words.length);
      const word = words[at] ?? '';
      const isJoined = random.next() < 0.5;
      if (isJoined ? words.length < 2 : word.length < 6) return undefined;
      const typed = isJoined
        ? words.toSpliced(
            Math.min(at, words.length - 2),
            2,
            words.slice(Math.min(at, words.length - 2), Math.min(at, words.length - 2) + 2).join(''),
          )
        : words.with(at, `${word.slice(0, 3)} ${word.slice(3)}`);
      const letters = folded.replaceAll(' ', '');
      return question(typed.join(' '), (other) => other.replaceAll(' ', '') === letters);
    }
    case 'abbreviation': {
      if (words.length < 3 || words.length > 6 || /\d/.test(folded)) return undefined;
      const typed = initials(folded);
      return question(
        typed.toUpperCase(),
        (other) =>
          other.startsWith(typed) || hasWords(other, stem(typed)) || initials(other).startsWith(typed),
      );
    }
    case 'plural': {
      const last = words.at(-1) ?? '';
      if (!/^[a-z]{4,}$/.test(last) || stem(`${last}s`) !== stem(last)) return undefined;
      const typed = words.with(-1, last === stem(last) ? `${last}s` : stem(last)).join(' ');
      return question(typed, (other) => other.length < typed.length + 8 && stems(other) === stems(folded));
    }
    case 'transliterated': {
      const typed = transliterate(name);
      if (foldText(typed) === folded || /\d/.test(name)) return undefined;
      const sound = heard(foldText(typed));
      const mayBeHeard = (other: string) =>
        soundOf(other.slice(0, 4))[0] === sound[0] && other.split(' ').length === words.length;
      return question(typed, (other) => other === folded || (mayBeHeard(other) && heard(other) === sound));
    }
  }
}
