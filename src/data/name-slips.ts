import { findNearestWord } from './nearest-word.ts';

/** A name that nobody declares: declared by its use. */
export interface UsedName {
  readonly name: string;
  /** One for each use: says something of that place. */
  readonly uses: readonly NoteUse[];
}

/** Notes something of the field where a name is used. */
export type NoteUse = (problem: string, remedy: string) => void;

/** More slips than this make another word; Niger and Nigeria are still two apart. */
const MOST_SLIPS = 2;
/** "UK" and "UN": names so short are close to many. */
const SHORTEST = 4;

/**
 * Notes each name that is probably another one misspelt. It may also be right, so it is no fault.
 *
 * @param declared names and aliases that somebody declared
 * @param used names that are only used, in the order of their first use
 */
export function noteSlips(declared: readonly string[], used: readonly UsedName[]): void {
  // Of two that are only used, the one used more is right, else the first.
  const known = [...declared];
  for (const { name, uses } of used.toSorted((a, b) => b.uses.length - a.uses.length)) {
    const meant = name.length < SHORTEST ? undefined : findNearestWord(name, known, MOST_SLIPS);
    if (meant !== undefined) {
      const [first] = uses;
      const times = uses.length === 1 ? 'once' : `${uses.length} times`;
      first?.(
        `“${name}” is used ${times} and is close to “${meant}”`,
        `if they are one, write “${meant}”, or declare the one as an alias of the other`,
      );
    }
    known.push(name);
  }
}
