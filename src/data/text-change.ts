/** How much of the line stands before the first letter that differs. */
const BEFORE = 30;
/** A line may be a book. */
const LONGEST_LINE = 500;

/** A space before another, and what nobody sees: it may be all that differs. */
const UNSEEN = / (?= )|(?! )[\p{C}\p{Z}]/gu;

/** Lines of a text, counted from 0. */
interface Passage {
  readonly lines: readonly string[];
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Where two texts begin to differ, and in how many lines: “line 5 “…of $5 million”” and “line 5 “…of $6 million””.
 *
 * @returns undefined for a text that has nothing where the other has lines
 */
export function textChange(before = '', after = ''): [string | undefined, string | undefined] {
  const passages = differing(linesOf(before), linesOf(after));
  const [one = '', other = ''] = passages.map(({ lines, start, end }) => (start < end ? lines[start] : ''));
  const from = beginOfExcerpt(one, commonStart(one, other));
  return [render(passages[0], from), render(passages[1], from)];
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function render({ lines, start, end }: Passage, from: number): string | undefined {
  if (start === end) return undefined;
  const place = end - start === 1 ? `line ${start + 1}` : `${end - start} lines from line ${start + 1}`;
  const line = (lines[start] ?? '').slice(from, from + LONGEST_LINE).replace(/\p{Cs}/gu, '');
  const shown = line.replace(UNSEEN, (one) => `U+${hex(one)}`);
  return `${place} “${from > 0 ? '…' : ''}${shown}”`;
}

/** What is left without the lines that both begin and end with. */
function differing(before: readonly string[], after: readonly string[]): [Passage, Passage] {
  const start = commonStart(before, after);
  const most = Math.min(before.length, after.length) - start;
  let same = 0;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return [
    { lines: before, start, end: before.length - same },
    { lines: after, start, end: after.length - same },
  ];
}

function commonStart<List extends string | readonly string[]>(one: List, other: List): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one[same] === other[same]) same += 1;
  return same;
}

/** A little before what differs, where a word begins. */
function beginOfExcerpt(line: string, at: number): number {
  if (at <= BEFORE) return 0;
  const space = line.indexOf(' ', at - BEFORE);
  return space === -1 || space >= at ? at - BEFORE : space + 1;
}

function hex(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
