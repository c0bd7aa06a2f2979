import type { Accepts, Bits } from './bits.ts';
import { encode } from './codes.ts';
import { Endings } from './endings.ts';
import { acceptsDays, acceptsGroup, type Filter, type Group } from './facets.ts';
import { HashTable } from './hash.ts';
import { type IndexData, TEXT_START, WORD } from './index-data.ts';
import { Initials } from './initials.ts';
import { hashId, hashName, hashStem, joinHashes, NO_LETTERS } from './keys.ts';
import type { Postings } from './postings.ts';
import type { Query } from './query.ts';
import { Skeletons } from './skeleton.ts';
import { Vocabulary } from './vocabulary.ts';
import type { CommonWord } from './word-matches.ts';

/** An index, ready to be asked. */
export class Segment {
  readonly data: IndexData;
  readonly vocabulary: Vocabulary;
  readonly skeletons: Skeletons;
  readonly endings: Endings;
  readonly initials: Initials;
  readonly names: Postings;
  readonly details: Postings;
  readonly #called: HashTable;
  readonly groups: readonly Group[];
  readonly common: readonly CommonWord[];

  constructor(data: IndexData) {
    this.data = data;
    this.vocabulary = new Vocabulary(data.letters, data.wordStarts);
    this.skeletons = new Skeletons(this.vocabulary, data);
    this.endings = new Endings(this.vocabulary, data.endings);
    this.initials = new Initials(this.vocabulary, data);
    this.names = {
      bytes: data.nameBytes,
      starts: data.nameStarts,
      common: data.nameCommon,
      commonBits: asBits(data.nameBits),
      size: data.order.length,
    };
    this.details = {
      bytes: data.detailBytes,
      starts: data.detailStarts,
      common: data.detailCommon,
      commonBits: asBits(data.detailBits),
      size: data.order.length,
    };
    this.#called = new HashTable(data.called, data.order.length);
    this.groups = JSON.parse(data.groups);
    this.common = Array.from(data.common, (number) => ({ number, code: this.vocabulary.textOf(number) }));
  }

  get size(): number {
    return this.data.order.length;
  }

  /** Ranks that this very id belongs to, and rarely another. */
  withId(id: string): number[] {
    return this.#called.find(hashId(id));
  }

  /** Ranks of which this is the whole name or alias, in whatever number and with whatever gaps. */
  withName({ typed }: Query): number[] {
    if (typed.words.length === 0) return [];
    const hash = hashName(typed.words.map(({ text }) => hashStem(encode(text))).reduce(joinHashes));
    return this.#called.find(hash).filter((rank) => this.#isCalled(rank, hash));
  }

  /** Whether a name of a record has this very hash: the table has room for a part of it, and what is called so needs no guessing. */
  #isCalled(rank: number, hash: number): boolean {
    const { texts, textStarts } = this.data;
    const end = textStarts[rank + 1] ?? 0;
    let stems = NO_LETTERS;
    for (let at = textStarts[rank] ?? 0; at < end; at += 1) {
      stems = joinHashes(stems, hashStem(this.vocabulary.textOf((texts[at] ?? 0) & WORD)));
      const isLast = at + 1 === end || (texts[at + 1] ?? 0) >= TEXT_START;
      if (!isLast) continue;
      if (hashName(stems) === hash) return true;
      stems = NO_LETTERS;
    }
    return false;
  }

  /** Whether any record may pass a filter. */
  mayAccept(filter: Filter): boolean {
    const hasDays = this.data.days.length > 0 || (filter.since === undefined && filter.until === undefined);
    return hasDays && this.groups.some((group) => acceptsGroup(filter, group));
  }

  /** Which ranks a filter lets through; undefined where it lets all. What only the record can tell is not asked. */
  acceptor(filter: Filter): Accepts | undefined {
    const { groupOf, days } = this.data;
    const groups = Uint8Array.from(this.groups, (group) => (acceptsGroup(filter, group) ? 1 : 0));
    const isForAll = groups.every((accepted) => accepted === 1);
    if (filter.since === undefined && filter.until === undefined)
      return isForAll ? undefined : (rank) => groups[groupOf[rank] ?? 0] === 1;
    return (rank) =>
      groups[groupOf[rank] ?? 0] === 1 && acceptsDays(filter, days[rank * 2] ?? 0, days[rank * 2 + 1] ?? 0);
  }
}

/** The same memory: sets of bits are made of signed numbers, which a processor's bitwise operations take as they are. */
function asBits({ buffer, byteOffset, length }: Uint32Array): Bits {
  return new Int32Array(buffer, byteOffset, length);
}
