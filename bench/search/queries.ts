import { stem } from '../../src/data/stem.ts';
import { foldText } from '../../src/search/normalize.ts';
import type { SearchRecord } from '../../src/search/search.ts';
import { countSlips } from '../../src/search/slips.ts';
import { soundOf } from '../../src/search/sound.ts';
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
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One letter left out, put in, replaced, or swapped with the next; never in a number, which would be another thing. */
function slip(text: string, random: Random): string {
  for (;;) {
    const at = random.below(text.length);
    if (!/\p{L}/u.test(text.charAt(at))) continue;
    const letter = LETTERS.charAt(random.below(LETTERS.length));
    const kind = random.below(4);
    const after = text.charAt(at + 1);
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + letter + text.slice(at);
    if (kind === 2) return text.slice(0, at) + letter + text.slice(at + 1);
    if (/\p{L}/u.test(after)) return text.slice(0, at) + after + text.charAt(at) + text.slice(at + 2);
  }
}

const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      a: 'а',
      b: 'б',
      c: 'к',
      d: 'д',
      e: 'е',
      f: 'ф',
      g: 'г',
      h: 'х',
      i: 'і',
      j: 'дж',
      k: 'к',
      l: 'л',
      m: 'м',
    },
    ...{
      n: 'н',
      o: 'о',
      p: 'п',
      q: 'к',
      r: 'р',
      s: 'с',
      t: 'т',
      u: 'у',
      v: 'в',
      w: 'в',
      x: 'кс',
      y: 'и',
      z: 'з',
    },
    ...{ ce: 'се', ci: 'сі', cy: 'си', sh: 'ш', ch: 'ч', zh: 'ж', th: 'т', ph: 'ф', ck: 'к' },
  }),
);
const ROMAN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'h',
      д: 'd',
      е: 'e',
      є: 'ie',
      ж: 'zh',
      з: 'z',
      и: 'y',
      і: 'i',
      ї: 'i',
      й: 'i',
    },
    ...{
      к: 'k',
      л: 'l',
      м: 'm',
      н: 'n',
      о: 'o',
      п: 'p',
      р: 'r',
      с: 's',
      т: 't',
      у: 'u',
      ф: 'f',
      х: 'kh',
      ц: 'ts',
    },
    ...{ ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia' },
  }),
);

function transliterate(name: string): string {
  const text = name.toLowerCase();
  return /\p{Script=Cyrillic}/u.test(text)
    ? Array.from(text, (letter) => ROMAN.get(letter) ?? letter).join('')
    : text.replaceAll(/sh|ch|zh|th|ph|ck|c[eiy]|[a-z]/g, (group) => CYRILLIC.get(group) ?? group);
}

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
    const [typedStem, stemmed] = [
      stems(typed),
      (other: string) => (other.length < typed.length + 12 ? stems(other) : ''),
    ];
    return question(
      typed,
      (other) =>
        other === folded ||
        isNear(typed, other) ||
        isNear(typedStem, stemmed(other)) ||
        isNear(typed, stemmed(other)),
    );
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
