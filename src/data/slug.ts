const SLUG_CHARACTER = '\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}';

/** What `slug` makes: small letters and digits of any script, in parts joined by single hyphens. */
export const SLUG = new RegExp(`^[${SLUG_CHARACTER}]+(?:-[${SLUG_CHARACTER}]+)*$`, 'u');

const PARTS = `(?:${SLUG.source.slice(1, -1)})`;
/** The id of a fact, alone or behind the folder of its source: `id`, or `folder/id`. */
export const REFERENCE = new RegExp(`^(?:${PARTS}/)?${PARTS}$`, 'u');

const BETWEEN_PARTS = new RegExp(`[^${SLUG_CHARACTER}]+`, 'gu');
const LATIN_ACCENT = /(?<=\p{Script=Latin}\p{M}*)\p{M}/gu;
const UNSEEN = /[.'’‘ʼ]|\p{Default_Ignorable_Code_Point}/gu;

/**
 * A name as an id: "U.S. European Command" is `us-european-command`. Names that differ only in case, accents of Latin
 * letters, typography or punctuation have the same one. Empty for a name without letters and digits.
 */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(LATIN_ACCENT, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(BETWEEN_PARTS, '-')
    .replace(/^-|-$/g, '');
}
