import type { Searcher } from '../search/search.ts';
import type { Meter } from './meter.ts';

/**
 * Searches that tell how long they took. The same search gives the same object: answers are remembered by it.
 */
export function timeSearches({ searched }: Pick<Meter, 'searched'>): (search: Searcher) => Searcher {
  const timed = new WeakMap<Searcher, Searcher>();
  const time = <Result>(method: 'find' | 'suggest', work: () => Result): Result => {
    const startedAt = performance.now();
    const result = work();
    searched(method, (performance.now() - startedAt) / 1000);
    return result;
  };
  return (search) => {
    const known = timed.get(search) ?? {
      find: (...question) => time('find', () => search.find(...question)),
      suggest: (...question) => time('suggest', () => search.suggest(...question)),
    };
    timed.set(search, known);
    return known;
  };
}
