import { commonWords } from './common-words.ts';
import { Endings } from './endings.ts';
import { daysOf, type Group, groupOf, MOST_FIRST } from './facets.ts';
import { Growing } from './grow.ts';
import { HashTable } from './hash.ts';
import { type IndexData, TEXT_START } from './index-data.ts';
import { initialsOrder } from './initials.ts';
import { hashId, hashName, joinHashes, NO_LETTERS } from './keys.ts';
import { invert, type Postings, packPostings, sizeOf } from './postings.ts';
import type { SearchRecord } from './records.ts';
import { buildShortcuts } from './shortcuts.ts';
import { Skeletons } from './skeleton.ts';
import { Vocabulary } from './vocabulary.ts';
import { WordNumbers } from './word-numbers.ts';

/** Names longer than this all stand at the end. */
const LONGEST_NAME = 255;

/** The words of each record in turn, by numbers given as they come. */
interface Column {
  readonly words: Growing;
  /** Where each record's words end. */
  readonly ends: Growing;
}

/** Takes records one by one and makes an index of them. */
export class IndexBuilder {
  readonly #numbers = new WordNumbers();
  readonly #names: Column = { words: new Growing(), ends: new Growing() };
  readonly #details: Column = { words: new Growing(), ends: new Growing() };
  readonly #nameLengths = new Growing();
  readonly #hashes = new Growing();
  readonly #hashed = new Growing();
  readonly #groups = new Map<string, { number: number; first: number[] }>();
  readonly #groupOf = new Growing();
  readonly #days = new Growing();
  #hasDays = false;

  add(record: SearchRecord): void {
    const place = this.#nameLengths.length;
    this.#addName(record.name, place, true);
    for (const alias of record.aliases) this.#addName(alias, place, false);
    this.#names.ends.push(this.#names.words.length);
    for (const { text } of record.details) {
      this.#numbers.read(text);
      for (const number of this.#numbers.last.numbers) this.#details.words.push(number);
    }
    this.#details.ends.push(this.#details.words.length);
    this.#hash(hashId(record.id), place);
    this.#addFacets(record);
  }

  finish(): IndexData {
    const order = byLength(this.#nameLengths.numbers);
    const rankOf = inverse(order);
    const vocabulary = this.#numbers.sorted();
    const names = inOrder(this.#names, order, vocabulary.numbers);
    const details = inOrder(this.#details, order, vocabulary.numbers);
    const count = vocabulary.starts.length - 1;
    const inNames = pack(names, count);
    const inDetails = pack(details, count);
    const words = new Vocabulary(vocabulary.letters, vocabulary.starts);
    const named = range(count).filter((word) => sizeOf(inNames, { from: word, to: word + 1 }) > 0);
    const hashed = this.#hashed.numbers.map((place) => rankOf[place] ?? 0);
    const textStarts = new Uint32Array(order.length + 1);
    textStarts.set(names.ends, 1);
    return {
      order,
      letters: vocabulary.letters,
      wordStarts: vocabulary.starts,
      ...Skeletons.build(words, named),
      endings: Endings.build(words, named),
      common: commonWords(words, inNames),
      nameBytes: inNames.bytes,
      nameStarts: inNames.starts,
      nameCommon: inNames.common,
      nameBits: asNumbers(inNames.commonBits),
      detailBytes: inDetails.bytes,
      detailStarts: inDetails.starts,
      detailCommon: inDetails.common,
      detailBits: asNumbers(inDetails.commonBits),
      texts: names.words,
      textStarts,
      initials: initialsOrder(words, names.words, textStarts),
      called: HashTable.build(this.#hashes.numbers, hashed, order.length).slots,
      ...buildShortcuts(words, inNames, names.words, textStarts),
      ...this.#facets(order),
    };
  }

  #addName(name: string, place: number, isName: boolean): void {
    if (isName) this.#nameLengths.push(Math.min(LONGEST_NAME, name.length));
    this.#numbers.read(name);
    let stems = NO_LETTERS;
    let mark = TEXT_START;
    for (const number of this.#numbers.last.numbers) {
      this.#names.words.push(number | mark);
      stems = joinHashes(stems, this.#numbers.stemOf(number));
      mark = 0;
    }
    if (mark === 0) this.#hash(hashName(stems), place);
  }

  #addFacets(record: SearchRecord): void {
    const key = JSON.stringify(groupOf(record));
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { number: this.#groups.size, first: [] };
      this.#groups.set(key, group);
    }
    if (group.first.length < MOST_FIRST) group.first.push(this.#groupOf.length);
    this.#groupOf.push(group.number);
    const [from, to] = daysOf(record);
    this.#hasDays ||= from > 0;
    this.#days.push(from);
    this.#days.push(to);
  }

  #facets(order: Uint32Array): Pick<IndexData, 'groupOf' | 'groups' | 'days'> {
    const groups = [...this.#groups].map(([key, { first }]): Group => ({ ...JSON.parse(key), first }));
    const groupOf = this.#groupOf.numbers;
    const days = this.#days.numbers;
    return {
      groups: JSON.stringify(groups),
      groupOf: Uint32Array.from(groups.length > 1 ? order : [], (place) => groupOf[place] ?? 0),
      days: Uint16Array.from(
        { length: this.#hasDays ? order.length * 2 : 0 },
        (_, at) => days[(order[at >> 1] ?? 0) * 2 + (at & 1)] ?? 0,
      ),
    };
  }

  #hash(hash: number, place: number): void {
    this.#hashes.push(hash);
    this.#hashed.push(place);
  }
}

/** Places of records, the shortest names first, else as they came: a sort by counting. */
function byLength(lengths: Uint32Array): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(LONGEST_NAME + 2);
  for (const length of lengths) starts[length + 1] = (starts[length + 1] ?? 0) + 1;
  for (let length = 1; length < starts.length; length += 1)
    starts[length] = (starts[length] ?? 0) + (starts[length - 1] ?? 0);
  const order = new Uint32Array(lengths.length);
  for (const [place, length] of lengths.entries()) {
    const at = starts[length] ?? 0;
    order[at] = place;
    starts[length] = at + 1;
  }
  return order;
}

function inverse(order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (const [rank, place] of order.entries()) ranks[place] = rank;
  return ranks;
}

/** The same column with its records by rank and its words by their new numbers. */
function inOrder({ words, ends }: Column, order: Uint32Array, numbers: Uint32Array) {
  const [given, givenEnds] = [words.numbers, ends.numbers];
  const sorted = new Uint32Array(given.length);
  const sortedEnds = new Uint32Array(order.length);
  let length = 0;
  for (const [rank, place] of order.entries()) {
    const end = givenEnds[place] ?? 0;
    for (let at = place === 0 ? 0 : (givenEnds[place - 1] ?? 0); at < end; at += 1) {
      const word = given[at] ?? 0;
      sorted[length] = (numbers[word & ~TEXT_START] ?? 0) | (word & TEXT_START);
      length += 1;
    }
    sortedEnds[rank] = length;
  }
  return { words: sorted, ends: sortedEnds };
}

function pack({ words, ends }: { words: Uint32Array; ends: Uint32Array }, count: number): Postings {
  const { starts, ranks } = invert(words, ends, count);
  return packPostings(starts, ranks, ends.length);
}

function asNumbers({ buffer, byteOffset, length }: Int32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

function range(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, number) => number);
}
