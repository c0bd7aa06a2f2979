import { spawnSync } from 'node:child_process';
import { START_FLAGS } from '../started.ts';
import { fuzzCalendars, loadCalendars } from './calendars.ts';
import { type FuzzCounts, isBad } from './counts.ts';
import { fuzzQuotes, fuzzTables, loadTables, tryExtremes } from './tables.ts';
import { fuzzUploads } from './uploads.ts';

// Damages every kind of source in every way that we can think of, loads it, and counts what becomes of it:
// `npm run fuzz:data -- 100000 1 folder/with/tables`, and one of them with its name behind that. Exits 1 where something crashed, took more than 2 s or more than 500 MB.

interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  /** A folder with files to damage beside those that ship; empty for none. */
  readonly corpus: string;
}

/** What is tried, each with its share of the inputs. */
const FUZZERS: Readonly<Record<string, (options: FuzzOptions) => Promise<FuzzCounts>>> = {
  tables: async ({ count, seed, corpus }) =>
    fuzzTables(Math.ceil(count * 0.4), seed, await loadTables(corpus)),
  quotes: ({ count, seed }) => fuzzQuotes(Math.ceil(count * 0.2), seed),
  calendars: async ({ count, seed, corpus }) =>
    fuzzCalendars(Math.ceil(count * 0.4), seed, await loadCalendars(corpus)),
  extremes: () => tryExtremes(),
  // Each is a question to a bot that runs, too.
  uploads: ({ count, seed }) => fuzzUploads(Math.ceil(count * 0.01), seed),
};

const [count = '100000', seed = '1', corpus = '', only] = process.argv.slice(2);
if (only === undefined) {
  // Each in a process of its own, with the flags of a bot: memory that one took is not counted for the next, and V8 lets none wait.
  for (const name of Object.keys(FUZZERS)) {
    const words = [...START_FLAGS, import.meta.filename, count, seed, corpus, name];
    const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} else {
  const counts = await FUZZERS[only]?.({ count: Number(count), seed: Number(seed), corpus });
  if (counts === undefined) throw new Error(`There is no “${only}”: ${Object.keys(FUZZERS).join(', ')}.`);
  console.log(only, JSON.stringify(counts));
  if (isBad(counts)) process.exitCode = 1;
}
