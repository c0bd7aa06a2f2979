import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { DataError, UserError } from './errors.ts';
import { parseWords, runFacts } from './facts-console.ts';
import { askOperator, type OperatorAnswer } from './operator.ts';
import { FactsDesk } from './revisions/desk.ts';
import { Reader } from './revisions/reader.ts';
import { openExistingStore } from './store/store.ts';

// npm run facts: what `/facts` does, from the command line. A bot that has the folder does it itself; else this process does.

async function run(words: readonly string[], path: string): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { databaseUrl, dataDir, factsDir } = parseConfig(process.env);
  const answered = databaseUrl === undefined ? await askOperator(dataDir, ['facts', ...words]) : undefined;
  if (answered !== undefined) return tell(answered, path);
  const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
  const now = () => Temporal.Now.instant();
  const store = await openExistingStore({ databaseUrl, dataDir, log });
  try {
    const reader = new Reader(store, now);
    const desk = new FactsDesk({ store, serving: reader, factsDir, now, log });
    await reader.follow();
    await tell(await runFacts(words, { desk, facts: () => reader.served.facts, now }), path);
  } finally {
    await store.close();
  }
}

/** @param path of the file that was asked for, if any was */
async function tell({ code, output, file }: OperatorAnswer, path: string): Promise<void> {
  const written = file === undefined ? '' : `, ${await write(path, file)} bytes`;
  (code === 0 ? console.log : console.error)(`${output}${written}`);
  process.exitCode = code;
}

/**
 * What is there is not written over, and what does not come to its end is not kept.
 *
 * @returns how many bytes it has
 */
async function write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(resolve(path), 'wx').catch((error: unknown) => {
    throw unwritten(path, error);
  });
  try {
    await file.writeFile(pieces);
    return (await file.stat()).size;
  } catch (error) {
    await rm(resolve(path));
    throw error instanceof UserError ? error : unwritten(path, error);
  } finally {
    await file.close();
  }
}

const CANNOT_WRITE: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'it is there already; give a new name'],
  ['ENOENT', 'its folder is not there; make it, or give another'],
  ['EACCES', 'you may not write there; give another folder'],
]);

function unwritten(path: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = CANNOT_WRITE.get(code ?? '') ?? message;
  return new UserError(`${path} cannot be written: ${why}`, { cause: error });
}

try {
  const words = process.argv.slice(2);
  // Before anything is opened for it.
  const given = parseWords(words);
  if (typeof given === 'string') await tell({ code: 2, output: given }, '');
  else await run(words, given.argument);
} catch (error) {
  const isKnown = error instanceof UserError || error instanceof DataError;
  if (!isKnown) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
