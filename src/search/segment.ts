import { acceptsDays, acceptsGroup, type Filter, type Group } from './facets.ts';
import { HashTable } from './hash.ts';
import type { IndexData } from './index-data.ts';
import { Initials } from './initials.ts';
import { hashId, hashName } from './keys.ts';
import type { Postings } from './postings.ts';
import type { Query } from './query.ts';
import { Skeletons } from './skeleton.ts';
import { Vocabulary } from './vocabulary.ts';
import type { CommonWord } from './word-matches.ts';

/** Bytes of postings that make a word common, and how many words are kept as such. */
const FEWEST_BYTES_OF_COMMON = 64;
const MOST_COMMON = 2_048;

function commonWords(vocabulary: Vocabulary, { starts }: Postings): CommonWord[] {
  const words: { number: number; size: number }[] = [];
  for (let number = 0; number < vocabulary.size; number += 1) {
    const size = (starts[number + 1] ?? 0) - (starts[number] ?? 0);
    if (size >= FEWEST_BYTES_OF_COMMON && vocabulary.lengthOf(number) > 3) words.push({ number, size });
  }
  const most = words.sort((a, b) => b.size - a.size).slice(0, MOST_COMMON);
  return most.map(({ number }) => ({ number, code: vocabulary.textOf(number) }));
}

/** An index, ready to be asked. */
export class Segment {
  readonly data: IndexData;
  readonly vocabulary: Vocabulary;
  readonly skeletons: Skeletons;
  readonly initials: Initials;
  readonly names: Postings;
  readonly details: Postings;
  readonly #called: HashTable;
  readonly groups: readonly Group[];
  readonly common: readonly CommonWord[];

  constructor(data: IndexData) {
    this.data = data;
    this.vocabulary = new Vocabulary(data.letters, data.wordStarts);
    this.skeletons = new Skeletons(this.vocabulary, data.skeletons);
    this.initials = new Initials(this.vocabulary, data);
    this.names = { bytes: data.nameBytes, starts: data.nameStarts };
    this.details = { bytes: data.detailBytes, starts: data.detailStarts };
    this.#called = new HashTable(data.called, data.order.length);
    this.groups = JSON.parse(data.groups);
    this.common = commonWords(this.vocabulary, this.names);
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
    return typed.words.length === 0 ? [] : this.#called.find(hashName(typed.words.map(({ text }) => text)));
  }

  /** Which ranks a filter lets through; undefined where it lets all. What only the record can tell is not asked. */
  acceptor(filter: Filter): ((rank: number) => boolean) | undefined {
    const { groupOf, days } = this.data;
    const groups = Uint8Array.from(this.groups, (group) => (acceptsGroup(filter, group) ? 1 : 0));
    const isForAll = groups.every((accepted) => accepted === 1);
    if (filter.since === undefined && filter.until === undefined)
      return isForAll ? undefined : (rank) => groups[groupOf[rank] ?? 0] === 1;
    return (rank) =>
      groups[groupOf[rank] ?? 0] === 1 && acceptsDays(filter, days[rank * 2] ?? 0, days[rank * 2 + 1] ?? 0);
  }
}
