/** A text with its typography folded away, and the way back from each of its characters to the original. */
export interface Folded {
  readonly original: string;
  readonly text: string;
  /** For each UTF-16 unit of `text`, where in `original` the character that it came from begins. */
  readonly starts: readonly number[];
}

/** What combines with the character before it: marks, and the half-width katakana voicing signs that NFKC joins. */
const COMBINING = '[\\p{M}\\uFF9E\\uFF9F]';
/** The least that NFKC can be applied to by itself: a character with its marks, or a run of Hangul jamo. */
const SEGMENT = new RegExp(`[\\u1100-\\u11FF]+|[^]${COMBINING}*`, 'uy');
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′ʹʼ´`＇]/gu, "'"],
  [/[“”„‟″«»＂]/gu, '"'],
  [/[‐‑‒–—―−﹘﹣－]/gu, '-'],
];

/**
 * Folds what type-setters change and meaning does not: NFKC, straight quotation marks, plain dashes, one space for any
 * white space, nothing for characters that do not show (soft hyphen, zero-width space, byte order mark).
 * Letters, digits and their case stay.
 */
export function fold(original: string): Folded {
  const starts: number[] = [];
  const characters: string[] = [];
  const known = new Map<string, string>();
  let last = '';
  for (let at = 0; at < original.length; ) {
    const segment = segmentAt(original, at);
    const plain = known.get(segment) ?? foldSegment(segment);
    known.set(segment, plain);
    for (let i = 0; i < plain.length; i++) {
      const character = plain.charAt(i);
      if (character === ' ' && last === ' ') continue;
      last = character;
      characters.push(character);
      starts.push(at);
    }
    at += segment.length;
  }
  return { original, text: characters.join(''), starts };
}

/** Where in the original the character ends that the folded unit at `index` came from. */
export function endInOriginal({ original, starts }: Folded, index: number): number {
  const start = starts[index] ?? original.length;
  return start + segmentAt(original, start).length;
}

function segmentAt(text: string, at: number): string {
  // Nearly every character is ASCII with ASCII after it: no need to ask the regular expression.
  if (text.charCodeAt(at) < 0x80 && !(text.charCodeAt(at + 1) >= 0x80)) return text.charAt(at);
  SEGMENT.lastIndex = at;
  return SEGMENT.exec(text)?.[0] ?? '';
}

function foldSegment(segment: string): string {
  if (segment.charCodeAt(0) < 0x80 && segment.length === 1 && !/[\s`]/.test(segment)) return segment;
  // Before NFKC as well as after it: NFKC turns ´ into a space with an accent.
  const normal = plainMarks(plainMarks(segment.replace(IGNORABLE, '')).normalize('NFKC'));
  return normal.replace(/\s+/gu, ' ');
}

function plainMarks(text: string): string {
  return PLAIN.reduce((result, [marks, plain]) => result.replace(marks, plain), text);
}
