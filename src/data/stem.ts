/** Applied in turn. What is left of a word has three letters at least. */
const PLURAL_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=...)(?<![sui])s$/, ''],
  [/(?<=..)ie$/, 'y'],
  [/(?<=..(?:s|x|z|o|ch|sh))e$/, ''],
  // The `s` of `lens` itself, once that of `lenses` is gone.
  [/(?<=...)(?<![sui])s$/, ''],
];

/**
 * Folds an English plural to its singular, well enough to compare two words that went through it: `houses`
 * and `house` both become `hous`. Irregular plurals are left alone; so are words of three letters and fewer.
 */
export function stem(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  return PLURAL_ENDINGS.reduce((short, [ending, replacement]) => short.replace(ending, replacement), word);
}
