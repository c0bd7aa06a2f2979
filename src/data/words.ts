import type { Folded } from './fold.ts';

/** Written without spaces between words: any of their characters may begin or end a passage. */
const SPACELESS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const LETTER = `(?:(?![${SPACELESS}])[\\p{L}\\p{N}\\p{M}\\p{Sc}_%])`;

const IS_WORD = new RegExp(`^${LETTER}$`, 'u');
const IS_FIGURE = /^[\p{N}\p{Sc}%]$/u;
const IS_HYPHEN = /^[-‐‑－]$/u;
const TOKEN = new RegExp(`[${SPACELESS}]|${LETTER}+(?:[-'.,]${LETTER}+)*|\\S`, 'gu');
const HAS_LETTER = /[\p{L}\p{N}]/u;

/** A word, a figure or a mark in a folded text, and where it begins there. */
export interface Token {
  readonly text: string;
  readonly at: number;
}

export function tokensOf(folded: string): Token[] {
  return Array.from(folded.matchAll(TOKEN), ({ 0: text, index: at }) => ({ text, at }));
}

export function isWord({ text }: Token): boolean {
  return HAS_LETTER.test(text);
}

/**
 * Whether a cut before `index` of the folded text would divide a word or a figure: `12|3`, `23|.5`, `$|5`, `non-|lethal`,
 * `can|'t`, `5–|6 million`. A dash with words around it divides a sentence, not a word.
 */
export function isInsideWord(folded: Folded, index: number): boolean {
  const before = characterBefore(folded.text, index);
  const after = characterAt(folded.text, index);
  if (IS_WORD.test(before) && IS_WORD.test(after)) return true;
  if (IS_WORD.test(after)) {
    return isJoint(folded, index - before.length, characterBefore(folded.text, index - before.length), after);
  }
  return (
    IS_WORD.test(before) && isJoint(folded, index, before, characterAt(folded.text, index + after.length))
  );
}

/** Whether the mark at `at` holds the characters on both sides of it together. */
function isJoint({ original, text, starts }: Folded, at: number, left: string, right: string): boolean {
  if (!IS_WORD.test(left) || !IS_WORD.test(right)) return false;
  const mark = text.charAt(at);
  const isFigure = IS_FIGURE.test(left) && IS_FIGURE.test(right);
  if (mark === "'") return true;
  if (mark === '.' || mark === ',') return isFigure;
  return mark === '-' && (isFigure || IS_HYPHEN.test(original.charAt(starts[at] ?? 0)));
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, index: number): string {
  if (index <= 0) return '';
  const pair = characterAt(text, index - 2);
  return index > 1 && pair.length === 2 ? pair : text.charAt(index - 1);
}
