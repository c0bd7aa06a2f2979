/** What an ASCII character means for folding. */
const GAP = 0;
const LETTER = 1;
const DIGIT = 2;
const APOSTROPHE = 3;
const INVISIBLE = 4;

const MEANING = Uint8Array.from({ length: 128 }, (_, code) => meaningOf(String.fromCharCode(code)));

/**
 * Folds text of ASCII alone, which most names are, many times as fast as text that may be anything: for
 * 1,000,000 records that is the difference between seconds and a minute.
 *
 * @returns undefined where the text needs more than this: another script, or a dot or a comma that may be
 * part of a word
 */
export function foldPlain(original: string): string | undefined {
  const text = original.toLowerCase();
  let folded = '';
  let start = -1;
  let last = GAP;
  let isGap = false;
  for (let index = 0; index < text.length; index += 1) {
    const meaning = MEANING[text.charCodeAt(index)];
    if (meaning === undefined || isGlue(text, index)) return undefined;
    const isInWord = meaning === LETTER || meaning === DIGIT;
    if (start >= 0 && meaning !== last) {
      folded += text.slice(start, index);
      start = -1;
    }
    if (isInWord && start < 0) {
      if (folded !== '' && (isGap || meaning !== last)) folded += ' ';
      start = index;
      last = meaning;
      isGap = false;
    }
    if (meaning === GAP || (meaning === APOSTROPHE && last === DIGIT)) isGap = true;
  }
  return start < 0 ? folded : folded + text.slice(start);
}

function meaningOf(character: string): number {
  if (/[a-z]/.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (/['`]/.test(character)) return APOSTROPHE;
  return /\p{Cc}/u.test(character) && !/\s/.test(character) ? INVISIBLE : GAP;
}

/** The dots of `U.S.`, the commas of `300,000`. */
function isGlue(text: string, index: number): boolean {
  const sign = text.charCodeAt(index);
  if (sign !== 0x2e && sign !== 0x2c) return false;
  const wanted = sign === 0x2e ? LETTER : DIGIT;
  const isWanted = (at: number) => (MEANING[text.charCodeAt(at)] ?? wanted) === wanted;
  return index > 0 && index + 1 < text.length && isWanted(index - 1) && isWanted(index + 1);
}
