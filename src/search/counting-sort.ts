const KEYS = 2 ** 16;

/**
 * Sorts numbers by small keys without comparing any two (Knuth, The Art of Computer Programming 3, 5.2.5, algorithm D). Those
 * of one key stay as they came, so that passes from the lowest digits to the highest sort by all of them.
 *
 * @param keys for each number its key
 * @param order the numbers as they come; all in their own order where absent
 */
export function sortByKey(keys: Uint16Array, order?: Uint32Array): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(KEYS + 1);
  for (let number = 0; number < keys.length; number += 1) {
    const slot = (keys[number] ?? 0) + 1;
    places[slot] = (places[slot] ?? 0) + 1;
  }
  for (let key = 1; key <= KEYS; key += 1) places[key] = (places[key] ?? 0) + (places[key - 1] ?? 0);
  const sorted = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const number = order?.[at] ?? at;
    const key = keys[number] ?? 0;
    const place = places[key] ?? 0;
    sorted[place] = number;
    places[key] = place + 1;
  }
  return sorted;
}

/**
 * Sorts numbers below `count` by their first `letters` letters, an even number of them, two a pass.
 *
 * @param codeAt the letter of a number at a place, a byte
 */
export function sortByLetters(
  count: number,
  letters: number,
  codeAt: (number: number, depth: number) => number,
): Uint32Array<ArrayBuffer> {
  let order: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  for (let depth = letters - 2; depth >= 0; depth -= 2) {
    const keys = new Uint16Array(count);
    for (let number = 0; number < count; number += 1)
      keys[number] = codeAt(number, depth) * 256 + codeAt(number, depth + 1);
    order = sortByKey(keys, depth === letters - 2 ? undefined : order);
  }
  return order;
}
