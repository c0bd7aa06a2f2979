import { fuzzCalendars, loadCalendars } from './calendars.ts';
import { type FuzzCounts, isBad } from './counts.ts';
import { fuzzQuotes, fuzzTables, loadTables, tryExtremes } from './tables.ts';
import { fuzzUploads } from './uploads.ts';

// Damages every kind of source in every way that we can think of, loads it, and counts what becomes of it:
// `npm run fuzz:data -- 100000 1 folder/with/tables`. Exits 1 where something crashed, took more than 2 s or more than 500 MB.

interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  /** A folder with files to damage beside those that ship. */
  readonly corpus: string | undefined;
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

const [count = '100000', seed = '1', corpus] = process.argv.slice(2);
for (const [name, fuzz] of Object.entries(FUZZERS)) {
  const counts = await fuzz({ count: Number(count), seed: Number(seed), corpus });
  console.log(name, JSON.stringify(counts));
  if (isBad(counts)) process.exitCode = 1;
}
