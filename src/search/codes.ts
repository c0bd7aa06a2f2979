/**
 * Words of the index are kept a byte a letter. ASCII and Ukrainian letters have a code each; rarer ones share
 * codes, so that the index may hand over a word too many, which is judged by its letters later, and none too few.
 */
const CYRILLIC_START = 0x430;
const CYRILLIC_END = 0x460;
const SHARED_START = 0xb0;
const SHARED_COUNT = 0x4f;

/** @param word folded; of ASCII letters, which most words are, it is its own code */
export function encode(word: string): string {
  if (isPlain(word)) return word;
  return Array.from({ length: word.length }, (_, at) => codeOf(word, at)).join('');
}

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function codeOf(word: string, at: number): string {
  const code = word.charCodeAt(at);
  if (code < 128) return word.charAt(at);
  const isCyrillic = code >= CYRILLIC_START && code < CYRILLIC_END;
  return String.fromCharCode(
    isCyrillic ? code - CYRILLIC_START + 0x80 : SHARED_START + (code % SHARED_COUNT),
  );
}

/** The word of a code, with any letter in place of those that share a code. */
export function decode(code: string): string {
  if (isPlain(code)) return code;
  let word = '';
  for (let index = 0; index < code.length; index += 1) {
    const letter = code.charCodeAt(index);
    word += letter < 128 ? code.charAt(index) : String.fromCharCode(letter - 0x80 + CYRILLIC_START);
  }
  return word;
}
