import { stem } from '../data/stem.ts';
import { type Postings, sizeOf } from './postings.ts';
import type { Vocabulary, WordRange } from './vocabulary.ts';

/** Two words that names have, written as one. */
interface NamedParts {
  readonly first: WordRange;
  /** What may follow it: the rest as it is, its plural, its singular. */
  readonly rest: readonly [WordRange, ...WordRange[]];
  /** How much of the letters are of the first. */
  readonly share: number;
}

/** The ways to cut a word in two that names have: `nightvision` is `night` and `vision`. */
export function* namedParts(
  { vocabulary, names }: { readonly vocabulary: Vocabulary; readonly names: Postings },
  code: string,
): Generator<NamedParts> {
  const isNamed = (range: WordRange) => range.from < range.to && sizeOf(names, range) > 0;
  for (let cut = 2; cut + 2 <= code.length; cut += 1) {
    const first = vocabulary.rangeOf(code.slice(0, cut));
    if (!isNamed(first)) continue;
    const right = code.slice(cut);
    const [one, ...others] = [right, `${right}s`, stem(right)]
      .map((form) => vocabulary.rangeOf(form))
      .filter(isNamed);
    if (one !== undefined) yield { first, rest: [one, ...others], share: cut / code.length };
  }
}
