import { existsSync } from 'node:fs';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type openStore, type Store, StoreUnavailable } from './store/store.ts';

interface Task {
  readonly store: Store;
  /** The one argument. */
  readonly file: string;
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Runs `work` on the store that the environment names and `open` opens, prints what it says, and sets the exit code: 0, 1, or 2 for usage. */
export async function runOnStore(
  usage: string,
  options: ParseArgsOptionsConfig,
  open: typeof openStore,
  work: (task: Task) => Promise<string>,
): Promise<void> {
  try {
    const { values, positionals } = parse(usage, options);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError(usage);
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { databaseUrl, dataDir } = parseConfig(process.env);
    const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
    const store = await open({ databaseUrl, dataDir, log });
    try {
      console.log(await work({ store, file, flags: values }));
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof UsageError) process.exitCode = 2;
    else if (error instanceof UserError || error instanceof StoreUnavailable) process.exitCode = 1;
    else throw error;
    console.error(error.message);
  }
}

class UsageError extends UserError {}

function parse(usage: string, options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(usage, { cause: error });
  }
}
