import { countSlips } from './slips.ts';
import { compareSounds } from './sounds-alike.ts';
import { countBits, type Word } from './word.ts';

/**
 * How far what was typed may be from what is meant, best first. `same` is the word itself, in either number;
 * `part` its beginning, or its letters with other gaps; `near` has one slip in a longer word; `far` is
 * anything looser.
 */
const NEARNESS = ['same', 'part', 'near', 'far'] as const;
export type Nearness = (typeof NEARNESS)[number];

export interface Closeness {
  readonly nearness: Nearness;
  /** 0 the same .. 1 nothing in common. */
  readonly cost: number;
  /** How many letters of the word were matched, from its start. */
  readonly length: number;
}

/** A beginning shorter than this means a word only where it is the last one, still being typed. */
const FEWEST_LETTERS_OF_BEGINNING = 3;

/** One slip in a word of fewer letters often makes another word: tank, bank. */
const FEWEST_LETTERS_OF_NEAR = 5;

/** How close a typed word is to a word of a name, or undefined if it does not stand for it. */
export function closeness(typed: Word, word: Word, isLast: boolean): Closeness | undefined {
  const { length } = word.text;
  if (typed.text === word.text) return { nearness: 'same', cost: 0, length };
  if (typed.stem === word.stem) return { nearness: 'same', cost: 0.02, length };
  if (word.text.startsWith(typed.text)) {
    if (!isLast && typed.text.length < FEWEST_LETTERS_OF_BEGINNING) return undefined;
    const share = typed.text.length / length;
    return { nearness: 'part', cost: 0.1 + 0.2 * (1 - share), length: typed.text.length };
  }
  return slipped(typed, word) ?? compareSounds(typed, word, isLast);
}

/**
 * Whether the letters alone do not yet say that the words are nothing alike: each letter that is missing takes a
 * slip of its own, and `y` may stand for the `ie` of a plural. Between two scripts letters say nothing.
 *
 * @param letters those of a word, or of all that a name has
 */
export function mayBeClose(typed: Word, letters: number): boolean {
  const lost = typed.stemLetters & ~letters;
  return lost === 0 || countBits(lost) <= forgiven(typed) + (typed.stem.endsWith('y') ? 1 : 0);
}

/** No slip is forgiven in a short word, and none in a number: 152 is not a way to write 155. */
function forgiven({ text, hasNumber }: Word): number {
  if (hasNumber || text.length < 4) return 0;
  return text.length < 8 ? 1 : 2;
}

function slipped(typed: Word, word: Word): Closeness | undefined {
  const limit = forgiven(typed);
  if (limit === 0 || word.text.length < typed.text.length - limit) return undefined;
  // Each letter that the word lacks takes a slip of its own.
  if (countBits(typed.letters & ~word.letters) > limit) return undefined;
  const asTyped = countSlips(typed.text, word.text, limit);
  const isSingular = typed.stem === typed.text && word.stem === word.text;
  const stems = isSingular ? asTyped : countSlips(typed.stem, word.stem, limit);
  const whole = Math.min(asTyped.whole, stems.whole);
  const slips = Math.min(whole, asTyped.beginning);
  if (slips > limit) return undefined;
  const isWhole = whole <= asTyped.beginning;
  return {
    nearness: slips === 1 && typed.text.length >= FEWEST_LETTERS_OF_NEAR ? 'near' : 'far',
    cost: 0.25 + 0.5 * (slips / typed.text.length) + (isWhole ? 0 : 0.1),
    length: isWhole ? word.text.length : Math.min(typed.text.length, word.text.length),
  };
}

export function looser(a: Nearness, b: Nearness): Nearness {
  return NEARNESS.indexOf(a) > NEARNESS.indexOf(b) ? a : b;
}
