/** What a hash begins with. */
export const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** One step of FNV-1a (Fowler, Noll, Vo, 1991), 32 bits. */
export function addToHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, FNV_PRIME);
}

/** Over UTF-16 units. */
export function hashText(text: string, seed = FNV_BASIS): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) hash = addToHash(hash, text.charCodeAt(index));
  // FNV's low bits spread well, its high ones do not.
  return mix(hash);
}

/** Spreads what is in any bit to all of them: the last step of Murmur3 (Appleby, 2011). */
export function mix(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
