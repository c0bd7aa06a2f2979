import { decode } from './codes.ts';
import type { Skeletons } from './skeleton.ts';
import { countSlips } from './slips.ts';
import type { Vocabulary } from './vocabulary.ts';
import { Word } from './word.ts';

const MOST_HEARD = 128;
const MOST_OF_SOUND = 48;
const MOST_SOUND_SLIPS = 4;

interface HeardWord {
  /** In the vocabulary. */
  readonly number: number;
  /** It sounds the same altogether. */
  readonly isSame: boolean;
}

/**
 * The other script's words with the same consonants: first those that sound the same altogether.
 *
 * @param isUnfinished more letters may follow what is typed
 */
export function wordsHeard(
  { vocabulary, skeletons }: { readonly vocabulary: Vocabulary; readonly skeletons: Skeletons },
  word: Word,
  isUnfinished: boolean,
): HeardWord[] {
  const found = skeletons.find(word.text, isUnfinished, MOST_HEARD).map((number) => {
    const { sound } = new Word(decode(vocabulary.textOf(number)));
    const { whole, beginning } = countSlips(word.sound, sound, MOST_SOUND_SLIPS);
    return { number, slips: isUnfinished ? Math.min(whole, beginning + 0.5) : whole };
  });
  return found
    .sort((a, b) => a.slips - b.slips)
    .slice(0, MOST_OF_SOUND)
    .map(({ number, slips }) => ({ number, isSame: slips < 1 }));
}
