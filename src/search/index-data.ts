/**
 * What the index of some records is made of: nothing but typed arrays and a little JSON, so that a thread can hand it
 * over and a file can hold it.
 *
 * A record has a *rank*: its place when records stand by the length of their names. Lists of records are in that order,
 * so that the beginning of a long list is the best of it.
 */
export interface IndexData {
  /** Rank -> the record's place in the list that was indexed. */
  readonly order: Uint32Array;
  /** The vocabulary: letters of all words (see codes.ts), and where each word starts. */
  readonly letters: Uint8Array;
  readonly wordStarts: Uint32Array;
  /** Words in the order of their skeletons. */
  readonly skeletons: Uint32Array;
  /** Eight bits of how each of these sounds. */
  readonly sounds: Uint8Array;
  /** Words in the order of their last letters. */
  readonly endings: Uint32Array;
  /** The words that most names have. */
  readonly common: Uint32Array;
  /** Which records have a word in a name or alias (see postings.ts). */
  readonly nameBytes: Uint8Array;
  readonly nameStarts: Uint32Array;
  readonly nameCommon: Uint32Array;
  readonly nameBits: Uint32Array;
  /** Which records have a word in another field. */
  readonly detailBytes: Uint8Array;
  readonly detailStarts: Uint32Array;
  readonly detailCommon: Uint32Array;
  readonly detailBits: Uint32Array;
  /** By rank, the words of a record's name and then aliases; `TEXT_START` marks the first word of each. */
  readonly texts: Uint32Array;
  readonly textStarts: Uint32Array;
  /** Ranks in the order of their names' initials (see initials.ts). */
  readonly initials: Uint32Array;
  /** Hash of an id, a name or an alias -> ranks (see hash.ts). */
  readonly called: Uint32Array;
  /** The best records of short beginnings that have very many (see shortcuts.ts). */
  readonly shortcutKeys: Uint32Array;
  readonly shortcutStarts: Uint32Array;
  readonly shortcutRanks: Uint32Array;
  /** By rank, which of `groups` a record is in; empty where there is one group. */
  readonly groupOf: Uint32Array;
  /** By rank, the first and the last day of a record, in days since 1900; empty where no record has any. */
  readonly days: Uint16Array;
  /** JSON of what filters ask for: types, programs and recipients that occur together. */
  readonly groups: string;
}

export const TEXT_START = 0x80000000;
export const WORD = 0x7fffffff;

export const ARRAY_NAMES = [
  ...[
    'order',
    'letters',
    'wordStarts',
    'skeletons',
    'sounds',
    'endings',
    'common',
    'nameBytes',
    'nameStarts',
    'nameCommon',
    'nameBits',
    'detailBytes',
    'detailStarts',
    'detailCommon',
    'detailBits',
  ],
  ...[
    'texts',
    'textStarts',
    'initials',
    'called',
    'shortcutKeys',
    'shortcutStarts',
    'shortcutRanks',
    'groupOf',
    'days',
  ],
] as const satisfies readonly string[];
