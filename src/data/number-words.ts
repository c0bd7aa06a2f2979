const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, index): [string, number] => [word, index]),
  ...TENS.map((word, index): [string, number] => [word, 20 + index * 10]),
]);
const SMALL = `(?:${[...VALUES.keys()].join('|')})`;
/** "twenty-one", "two hundred and fifty": what is below a thousand. Above, the scale word is read with the figure. */
const NUMBER_IN_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])${SMALL}(?:[- ]${SMALL})?(?: hundred(?: (?:and )?${SMALL}(?:[- ]${SMALL})?)?)?(?![\\p{L}\\p{N}])`,
  'giu',
);

const HALVES: ReadonlyMap<string, string> = new Map([
  ['dozen', '6'],
  ['hundred', '50'],
  ['thousand', '500'],
  ['million', '500 thousand'],
  ['billion', '500 million'],
  ['trillion', '500 billion'],
]);
const HALF = new RegExp(`\\bhalf an? (${[...HALVES.keys()].join('|')})\\b`, 'giu');

/** "Half a million" as 500 thousand: nobody who reads on may take it for a million. */
export function wholesForHalves(text: string): string {
  return text.replace(HALF, (words, scale: string) => HALVES.get(scale.toLowerCase()) ?? words);
}

/**
 * A text with its numbers in words as digits: "two hundred and fifty trucks" has 250.
 *
 * @param joined whether "twenty five" is 25
 */
export function digitsForWords(text: string, joined: boolean): string {
  return text.replace(NUMBER_IN_WORDS, (words) => {
    const parts = words.toLowerCase().split(/[- ]/);
    if (!joined && words.includes(' ')) return parts.map((word) => VALUES.get(word) ?? word).join(' ');
    return String(
      parts.reduce((sum, word) => (word === 'hundred' ? sum * 100 : sum + (VALUES.get(word) ?? 0)), 0),
    );
  });
}
