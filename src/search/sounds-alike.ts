import type { Closeness } from './closeness.ts';
import { countSlips } from './slips.ts';
import { isCyrillic } from './sound.ts';
import { Word } from './word.ts';

/** Fewer sounds than this are those of many words. */
const FEWEST_SOUNDS = 3;

/** How close a typed word is to a word in the other script, by their sound. */
export function compareSounds(typed: Word, word: Word, isLast: boolean): Closeness | undefined {
  if (isCyrillic(typed.text) === isCyrillic(word.text) || typed.hasNumber || word.hasNumber) return undefined;
  const [heard, meant] = [typed.sound, word.sound];
  if (heard.length < FEWEST_SOUNDS) return undefined;
  const { length } = word.text;
  if (heard === meant) return { nearness: 'part', cost: 0.05, length };
  if (isLast && meant.startsWith(heard)) {
    const share = heard.length / meant.length;
    return { nearness: 'part', cost: 0.1 + 0.2 * (1 - share), length: lettersHeard(word, heard.length) };
  }
  const { whole } = countSlips(heard, meant, 3);
  const isNear = whole === 1 && heard.length > 4;
  if (!isNear && (typed.skeleton.length < FEWEST_SOUNDS || typed.skeleton !== word.skeleton))
    return undefined;
  return { nearness: isNear ? 'near' : 'far', cost: Math.min(0.8, 0.25 + 0.1 * whole), length };
}

/** How many letters of a word make its first `count` sounds. */
function lettersHeard(word: Word, count: number): number {
  let letters = 1;
  while (letters < word.text.length && new Word(word.text.slice(0, letters)).sound.length < count)
    letters += 1;
  return letters;
}
