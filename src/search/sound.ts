/**
 * How a word sounds, for names that are written in Latin letters here and in Ukrainian ones there: `Javelin` and
 * `Джавелін` sound the same, `HMMWV` and `хамві` have the same consonants.
 *
 * A Ukrainian letter sounds as the resolution of the Cabinet of Ministers no. 55 (2010) romanizes it; letters
 * that the two languages give for each other (h and g, w and v, y and i) count as one. Leaving the vowels out is
 * the idea of Soundex (Russell, 1918).
 */

const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', б: 'b', в: 'v', г: 'h', д: 'd', е: 'e', є: 'ie', ж: 'Z', з: 'z', и: 'i', і: 'i' },
    ...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
    ...{ х: 'h', ц: 'ts', ч: 'C', ш: 'S', щ: 'SC', ь: '', ъ: '', ю: 'iu', я: 'ia', ы: 'i', э: 'e' },
  }),
);

const LATIN_SOUNDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ dzh: 'J', sch: 'SC', sh: 'S', ch: 'C', zh: 'Z', kh: 'h', ph: 'f', th: 't', ck: 'k' },
    ...{ ce: 'se', ci: 'si', cy: 'si', c: 'k', q: 'k', x: 'ks', w: 'v', y: 'i', j: 'J', g: 'h' },
  }),
);

const LATIN_GROUP = /dzh|sch|sh|ch|zh|kh|ph|th|ck|c[eiy]|[cqxwyjg]/g;
const VOWELS = /[aeiou]/g;

/** By its first letter: words of two scripts are rare, and then hardly names. */
export function isCyrillic(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 0x400 && code < 0x530;
}

/** @param word folded */
export function soundOf(word: string): string {
  const sounds = isCyrillic(word)
    ? Array.from(word.replaceAll('дж', 'J'), (letter) => CYRILLIC.get(letter) ?? letter).join('')
    : word.replace(LATIN_GROUP, (group) => LATIN_SOUNDS.get(group) ?? group);
  return sounds.replaceAll(/(.)\1+/gu, '$1');
}

/** The consonants of a sound, in order, each once where several of one kind follow each other. */
export function skeletonOf(sound: string): string {
  return sound.replaceAll(VOWELS, '').replaceAll(/(.)\1+/gu, '$1');
}
