import UFuzzy from '@leeoniya/ufuzzy';
import { Index } from 'flexsearch';
import Fuse from 'fuse.js';
import fuzzysort from 'fuzzysort';
import MiniSearch from 'minisearch';
import { Search, type SearchRecord } from '../../src/search/search.ts';
import { LongShelf } from '../../src/search/shelf.ts';

/** Places of the best ten records, best first. */
export type Ask = (text: string, isUnfinished: boolean) => readonly number[];

export interface Engine {
  readonly name: string;
  build(records: readonly SearchRecord[]): Ask;
}

const LIMIT = 10;
/** Each library with what its documentation says for names: our fields, its own ranking. */
const everyName = ({ name, aliases }: SearchRecord) => [name, ...aliases].join(' | ');

function fuse(name: string, options: object): Engine {
  return {
    name,
    build(records) {
      const index = new Fuse(records, { keys: ['name', 'aliases'], ...options });
      return (text) => index.search(text, { limit: LIMIT }).map(({ refIndex }) => refIndex);
    },
  };
}

export const OURS: Engine = {
  name: 'ours',
  build(records) {
    const search = new Search([LongShelf.build(records)]);
    const places = new Map(records.map(({ id }, place) => [id, place]));
    return (text, isUnfinished) => {
      const hits = isUnfinished ? search.suggest(text) : search.find(text, { limit: 26 }).hits;
      return hits.slice(0, LIMIT).map(({ record }) => places.get(record.id) ?? -1);
    };
  },
};

export const PEERS: readonly Engine[] = [
  fuse('Fuse.js', {}),
  fuse('Fuse.js, tuned', { ignoreLocation: true, threshold: 0.3, ignoreFieldNorm: true }),
  {
    name: 'uFuzzy',
    build(records) {
      const engine = new UFuzzy({ intraMode: 1 });
      const names = records.map(everyName);
      return (text) => {
        const [ids, info, order] = engine.search(names, text, 1, 1_000);
        const found = order && info ? order.map((at) => info.idx[at] ?? -1) : (ids ?? []);
        return found.slice(0, LIMIT);
      };
    },
  },
  {
    name: 'MiniSearch',
    build(records) {
      const index = new MiniSearch<{ id: number; name: string; aliases: string }>({
        fields: ['name', 'aliases'],
      });
      index.addAll(records.map(({ name, aliases }, id) => ({ id, name, aliases: aliases.join(' | ') })));
      const options = { prefix: true, fuzzy: 0.2, boost: { name: 2 } };
      return (text) =>
        index
          .search(text, options)
          .slice(0, LIMIT)
          .map(({ id }) => id);
    },
  },
  {
    name: 'flexsearch',
    build(records) {
      const index = new Index({ tokenize: 'forward' });
      for (const [place, record] of records.entries()) index.add(place, everyName(record));
      return (text) => index.search(text, { limit: LIMIT, suggest: true }).map(Number);
    },
  },
  {
    name: 'fuzzysort',
    build(records) {
      const prepared = records.map((record, place) => ({
        place,
        name: fuzzysort.prepare(everyName(record)),
      }));
      return (text) =>
        fuzzysort.go(text, prepared, { key: 'name', limit: LIMIT }).map(({ obj }) => obj.place);
    },
  },
];
