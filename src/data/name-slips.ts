import { findNearestWord } from './nearest-word.ts';

/** A name that nobody declares: declared by its use. */
export interface UsedName {
  readonly name: string;
  /** How often it is used, and what says something of the first place. */
  readonly uses: { readonly times: number; readonly first: NoteUse } | undefined;
}

/** Notes something of the field where a name is used. */
export type NoteUse = (problem: string, remedy: string) => void;

/** More slips than this make another word; Niger and Nigeria are still two apart. */
const MOST_SLIPS = 2;
/** "UK" and "UN": names so short are close to many. */
const SHORTEST = 4;
/** What is written more often is meant: in a table of countries, Ghana and Guyana both stand a hundred times. */
const MOST_USES = 3;
/** More names than this are codes or people's: to compare each with each would take minutes, and prove nothing. */
const MOST_NAMES = 2000;

/**
 * Notes each name that is probably another one misspelt. It may also be right, so it is no fault.
 *
 * @param declared names and aliases that somebody declared
 * @param used names that are only used, in the order of their first use
 */
export function noteSlips(declared: readonly string[], used: readonly UsedName[]): void {
  if (used.length > MOST_NAMES) return;
  // Of two that are only used, the one used more is right, else the first.
  const known = [...declared];
  for (const { name, uses } of used.toSorted((a, b) => timesOf(b) - timesOf(a))) {
    const meant = maybeSlip(name, uses) ? findNearestWord(name, known, MOST_SLIPS) : undefined;
    if (meant !== undefined) {
      const times = uses?.times === 1 ? 'once' : `${uses?.times} times`;
      uses?.first(
        `“${name}” is used ${times} and is close to “${meant}”`,
        `if they are one, write “${meant}”, or declare the one as an alias of the other`,
      );
    }
    known.push(name);
  }
}

/** Codes differ by a digit and mean it. */
function maybeSlip(name: string, uses: UsedName['uses']): boolean {
  return name.length >= SHORTEST && (uses?.times ?? 0) <= MOST_USES && !/\d/.test(name);
}

function timesOf({ uses }: UsedName): number {
  return uses?.times ?? 0;
}
