/** A text with its typography folded away, and the way back from each of its characters to the original. */
export interface Folded {
  readonly original: string;
  readonly text: string;
  /** For each UTF-16 unit of `text`, where in `original` the character that it came from begins. */
  readonly starts: Uint32Array;
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
  const starts = new Starts(original.length);
  const pieces: string[] = [];
  const known = new Map<string, string>();
  let endsInSpace = false;
  for (let at = 0; at < original.length; ) {
    const end = endOfPlain(original, at, endsInSpace);
    if (end > at) {
      pieces.push(original.slice(at, end));
      starts.addRun(at, end);
      endsInSpace = original.charCodeAt(end - 1) === SPACE;
      at = end;
      continue;
    }
    const segment = segmentAt(original, at);
    const plain = known.get(segment) ?? foldSegment(segment);
    known.set(segment, plain);
    for (const character of plain.split('')) {
      if (character === ' ' && endsInSpace) continue;
      endsInSpace = character === ' ';
      pieces.push(character);
      starts.add(at);
    }
    at += segment.length;
  }
  return { original, text: pieces.join(''), starts: starts.all };
}

/** Where each unit came from: as many as the original has, as a rule; NFKC can make more of them. */
class Starts {
  #starts: Uint32Array;
  #length = 0;

  constructor(expected: number) {
    this.#starts = new Uint32Array(expected);
  }

  get all(): Uint32Array {
    return this.#starts.subarray(0, this.#length);
  }

  add(start: number): void {
    this.#reserve(1);
    this.#starts[this.#length++] = start;
  }

  addRun(from: number, to: number): void {
    this.#reserve(to - from);
    for (let start = from; start < to; start++) this.#starts[this.#length++] = start;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#starts.length) return;
    const larger = new Uint32Array(2 * (this.#length + count));
    larger.set(this.#starts);
    this.#starts = larger;
  }
}

const SPACE = 0x20;
const BACKTICK = 0x60;

/** The end of what stays as it is: ASCII with nothing behind it that may belong to it, one space at a time. */
function endOfPlain(text: string, from: number, isAfterSpace: boolean): number {
  let wasSpace = isAfterSpace;
  let at = from;
  for (let code = text.charCodeAt(at); at < text.length; at += 1) {
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
    const isSpace = code === SPACE;
    const isPlain = code > 0x20 && code < 0x7f && code !== BACKTICK;
    if (!(isPlain || (isSpace && !wasSpace)) || next >= 0x80) break;
    wasSpace = isSpace;
    code = next;
  }
  return at;
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
