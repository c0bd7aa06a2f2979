/**
 * Folds an English plural to its singular, well enough to compare two words that went through it: `houses`
 * and `house` both become `hous`. Irregular plurals are left alone; so are words of three letters and fewer.
 */
export function stem(word: string): string {
  if (!isLatin(word)) return word;
  const singular = withoutFinalE(withoutIe(withoutS(word)));
  // The `s` of `lens` itself, once that of `lenses` is gone.
  return withoutS(singular);
}

function isLatin(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    if (code < 0x61 || code > 0x7a) return false;
  }
  return true;
}

/** But for that of `glass`, `bus` and `chassis`. */
function withoutS(word: string): string {
  const last = word.length - 1;
  if (last < 3 || word[last] !== 's' || 'sui'.includes(word.charAt(last - 1))) return word;
  return word.slice(0, last);
}

function withoutIe(word: string): string {
  return word.length > 3 && word.endsWith('ie') ? `${word.slice(0, -2)}y` : word;
}

function withoutFinalE(word: string): string {
  return word.length > 3 && word.endsWith('e') && /^..+(?:s|x|z|o|ch|sh)e$/.test(word)
    ? word.slice(0, -1)
    : word;
}
