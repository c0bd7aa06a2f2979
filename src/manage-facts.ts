import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { DataError, UserError } from './errors.ts';
import { parseWords, runFacts, USAGE } from './facts-console.ts';
import { askOperator, type OperatorAnswer } from './operator.ts';
import { FactsDesk } from './revisions/desk.ts';
import { Reader } from './revisions/reader.ts';
import { openExistingStore } from './store/store.ts';

// npm run facts: what `/facts` does, from the command line. A bot that has the folder does it itself; else this process does.

async function run(words: readonly string[]): Promise<OperatorAnswer> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { databaseUrl, dataDir, factsDir } = parseConfig(process.env);
  const answered = databaseUrl === undefined ? await askOperator(dataDir, ['facts', ...words]) : undefined;
  if (answered !== undefined) return answered;
  const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
  const now = () => Temporal.Now.instant();
  const store = await openExistingStore({ databaseUrl, dataDir, log });
  try {
    const reader = new Reader(store, now);
    const desk = new FactsDesk({ store, serving: reader, factsDir, now, log });
    await reader.follow();
    return await runFacts(words, { desk, facts: () => reader.served.facts, now });
  } finally {
    await store.close();
  }
}

/** What is there is not written over. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(resolve(path), bytes, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it is there already; give a new name' : message;
    throw new UserError(`${path} cannot be written: ${why}`, { cause: error });
  }
}

try {
  const words = process.argv.slice(2);
  // Before anything is opened for it.
  const given = parseWords(words);
  const { code, output, file } = given === undefined ? { code: 2, output: USAGE } : await run(words);
  if (given !== undefined && file !== undefined) await write(given.argument, file);
  (code === 0 ? console.log : console.error)(output);
  process.exitCode = code;
} catch (error) {
  const isKnown = error instanceof UserError || error instanceof DataError;
  if (!isKnown) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
