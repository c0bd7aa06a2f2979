import { commonWords } from './common-words.ts';
import { sortByKey } from './counting-sort.ts';
import { Endings } from './endings.ts';
import { daysOf, type Facets, type Group, groupOf, MOST_FIRST } from './facets.ts';
import { Growing } from './grow.ts';
import { HashTable } from './hash.ts';
import { type IndexData, TEXT_START } from './index-data.ts';
import { initialsOrder } from './initials.ts';
import { hashId, hashName, joinHashes, NO_LETTERS } from './keys.ts';
import { invert, type Postings, packPostings, sizeOf } from './postings.ts';
import { RecordReader } from './record-reader.ts';
import type { RecordType } from './records.ts';
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

interface FoundGroup {
  readonly number: number;
  readonly first: number[];
}

interface ReadFacets {
  readonly type: RecordType;
  readonly json: string;
  readonly group: FoundGroup;
  readonly days: readonly [from: number, to: number];
}

/** Takes records one by one and makes an index of them. */
export class IndexBuilder {
  readonly #numbers = new WordNumbers();
  readonly #names: Column = { words: new Growing(), ends: new Growing() };
  readonly #details: Column = { words: new Growing(), ends: new Growing() };
  readonly #nameLengths = new Growing();
  readonly #hashes = new Growing();
  readonly #hashed = new Growing();
  readonly #groups = new Map<string, FoundGroup>();
  #lastFacets: ReadFacets | undefined;
  readonly #groupOf = new Growing();
  readonly #days = new Growing();
  #hasDays = false;

  /** @param chunk of packed records */
  addAll(chunk: Uint8Array): void {
    const reader = new RecordReader(chunk);
    while (reader.next()) this.#add(reader);
  }

  #add(record: RecordReader): void {
    const place = this.#nameLengths.length;
    this.#nameLengths.push(Math.min(LONGEST_NAME, record.textAt(1).length));
    const firstDetail = 1 + record.nameCount;
    for (let text = 1; text < firstDetail; text += 1) this.#addName(record, text, place);
    this.#names.ends.push(this.#names.words.length);
    for (let text = firstDetail; text < record.textCount; text += 1)
      this.#numbers.read(record, text, this.#details.words);
    this.#details.ends.push(this.#details.words.length);
    this.#hash(hashId(record.textAt(0)), place);
    this.#addFacets(record);
  }

  finish(): IndexData {
    // The shortest names first, else as they came.
    const order = sortByKey(Uint16Array.from(this.#nameLengths.numbers));
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

  #addName(record: RecordReader, text: number, place: number): void {
    const { words } = this.#names;
    const start = words.length;
    this.#numbers.read(record, text, words);
    if (words.length === start) return;
    let stems = NO_LETTERS;
    for (let at = start; at < words.length; at += 1)
      stems = joinHashes(stems, this.#numbers.stemOf(words.at(at)));
    this.#hash(hashName(stems), place);
    words.set(start, words.at(start) | TEXT_START);
  }

  #addFacets({ type, facets }: RecordReader): void {
    const { group, days } = this.#facetsOf(type, facets);
    if (group.first.length < MOST_FIRST) group.first.push(this.#groupOf.length);
    this.#groupOf.push(group.number);
    const [from, to] = days;
    this.#hasDays ||= from > 0;
    this.#days.push(from);
    this.#days.push(to);
  }

  /** Records that come from one place follow each other, and have the same. */
  #facetsOf(type: RecordType, json: string): ReadFacets {
    if (this.#lastFacets?.type === type && this.#lastFacets.json === json) return this.#lastFacets;
    // Only `RecordPacker` writes this.
    const facets = json === '' ? undefined : (JSON.parse(json) as Facets);
    const key = JSON.stringify(groupOf(type, facets));
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { number: this.#groups.size, first: [] };
      this.#groups.set(key, group);
    }
    this.#lastFacets = { type, json, group, days: daysOf(facets) };
    return this.#lastFacets;
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
