import type { Random } from './random.ts';

// What people do to names: slips of the hand, and the letters of another script.

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One letter left out, put in, replaced, or swapped with the next; never in a number, which would be another thing. */
export function slip(text: string, random: Random): string {
  for (;;) {
    const at = random.below(text.length);
    if (!/\p{L}/u.test(text.charAt(at))) continue;
    const letter = LETTERS.charAt(random.below(LETTERS.length));
    const kind = random.below(4);
    const after = text.charAt(at + 1);
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + letter + text.slice(at);
    if (kind === 2) return text.slice(0, at) + letter + text.slice(at + 1);
    if (/\p{L}/u.test(after)) return text.slice(0, at) + after + text.charAt(at) + text.slice(at + 2);
  }
}

const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      a: 'а',
      b: 'б',
      c: 'к',
      d: 'д',
      e: 'е',
      f: 'ф',
      g: 'г',
      h: 'х',
      i: 'і',
      j: 'дж',
      k: 'к',
      l: 'л',
      m: 'м',
    },
    ...{
      n: 'н',
      o: 'о',
      p: 'п',
      q: 'к',
      r: 'р',
      s: 'с',
      t: 'т',
      u: 'у',
      v: 'в',
      w: 'в',
      x: 'кс',
      y: 'и',
      z: 'з',
    },
    ...{ ce: 'се', ci: 'сі', cy: 'си', sh: 'ш', ch: 'ч', zh: 'ж', th: 'т', ph: 'ф', ck: 'к' },
  }),
);
const ROMAN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'h',
      д: 'd',
      е: 'e',
      є: 'ie',
      ж: 'zh',
      з: 'z',
      и: 'y',
      і: 'i',
      ї: 'i',
      й: 'i',
    },
    ...{
      к: 'k',
      л: 'l',
      м: 'm',
      н: 'n',
      о: 'o',
      п: 'p',
      р: 'r',
      с: 's',
      т: 't',
      у: 'u',
      ф: 'f',
      х: 'kh',
      ц: 'ts',
    },
    ...{ ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia' },
  }),
);

/** Latin to Cyrillic as it is heard, Cyrillic to Latin as the Cabinet of Ministers romanizes it (no. 55, 2010). */
export function transliterate(name: string): string {
  const text = name.toLowerCase();
  return /\p{Script=Cyrillic}/u.test(text)
    ? Array.from(text, (letter) => ROMAN.get(letter) ?? letter).join('')
    : text.replaceAll(/sh|ch|zh|th|ph|ck|c[eiy]|[a-z]/g, (group) => CYRILLIC.get(group) ?? group);
}
