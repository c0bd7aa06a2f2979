import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { DataError, UserError } from './errors.ts';
import { runFacts } from './facts-console.ts';
import { askOperator, type OperatorAnswer } from './operator.ts';
import { FactsDesk } from './revisions/desk.ts';
import { Reader } from './revisions/reader.ts';
import { openStore } from './store/store.ts';

// npm run facts: what `/facts` does, from the command line. A bot that has the folder does it itself; else this process does.

async function run(words: readonly string[]): Promise<OperatorAnswer> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { databaseUrl, dataDir, factsDir } = parseConfig(process.env);
  const answered = databaseUrl === undefined ? await askOperator(dataDir, ['facts', ...words]) : undefined;
  if (answered !== undefined) return answered;
  const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
  const now = () => Temporal.Now.instant();
  const store = await openStore({ databaseUrl, dataDir, log });
  try {
    const reader = new Reader(store, now);
    const desk = new FactsDesk({ store, serving: reader, factsDir, now, log });
    await reader.follow();
    return await runFacts(words, { desk, facts: () => reader.served.facts, now });
  } finally {
    await store.close();
  }
}

try {
  const words = process.argv.slice(2);
  const { code, output, file } = await run(words);
  const path = words.find((word) => /\.(?:zip|csv)$/.test(word));
  // What is there is not written over.
  if (file !== undefined && path !== undefined) await writeFile(resolve(path), file, { flag: 'wx' });
  (code === 0 ? console.log : console.error)(output);
  process.exitCode = code;
} catch (error) {
  const isKnown = error instanceof UserError || error instanceof DataError;
  const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  if (!isKnown && !isThere) throw error;
  console.error(isThere ? 'That file is there already. Give a new name.' : error.message);
  process.exitCode = 1;
}
