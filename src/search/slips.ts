/**
 * How many slips of the hand lie between what was typed and a word, or the nearest beginning of that word.
 */
export interface Slips {
  readonly whole: number;
  readonly beginning: number;
}

/**
 * Counts letters left out, put in, replaced, or swapped with their neighbour: optimal string alignment, which
 * is Damerau's slips (1964) in the table of Wagner and Fischer (1974).
 *
 * @param limit counts above it are only known to be above it
 */
export function countSlips(typed: string, word: string, limit: number): Slips {
  const width = Math.min(word.length, typed.length + limit);
  let before: number[] = [];
  let above = Array.from({ length: width + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row += 1) {
    const current = nextRow(typed, word, row, above, before);
    // A row never falls below the least of the one above it, swaps aside, and these look back one row more.
    if (Math.min(...current) > limit && Math.min(...above) > limit)
      return { whole: limit + 1, beginning: limit + 1 };
    [before, above] = [above, current];
  }
  const whole = width < word.length ? limit + 1 : (above[width] ?? limit + 1);
  return { whole, beginning: Math.min(...above) };
}

/** One more letter of `typed`: the counts against every beginning of `word`. */
function nextRow(typed: string, word: string, row: number, above: number[], before: number[]): number[] {
  const letter = typed.charCodeAt(row - 1);
  const previous = row > 1 ? typed.charCodeAt(row - 2) : -1;
  const current = [row];
  let left = row;
  for (let column = 1; column < above.length; column += 1) {
    const other = word.charCodeAt(column - 1);
    const replaced = (above[column - 1] ?? 0) + (letter === other ? 0 : 1);
    let least = Math.min((above[column] ?? 0) + 1, left + 1, replaced);
    const isSwap = column > 1 && previous === other && letter === word.charCodeAt(column - 2);
    if (isSwap) least = Math.min(least, (before[column - 2] ?? 0) + 1);
    current.push(least);
    left = least;
  }
  return current;
}
