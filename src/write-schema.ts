import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsJsonSchema } from './data/schema.ts';

export const SCHEMA_FILE = join(import.meta.dirname, '..', 'facts', 'facts.schema.json');

const USAGE = 'Usage: npm run schema [-- --check]';

/** The text of `facts/facts.schema.json`, by which editors complete and check `facts.yaml`. */
export function renderSchema(): string {
  return `${JSON.stringify(factsJsonSchema(), undefined, 2)}\n`;
}

/**
 * Writes the JSON Schema to `file`, or with `--check` only compares.
 *
 * @returns exit code: 0, 1 for a stale file, 2 for arguments that are not understood
 */
export async function writeSchema(args: readonly string[], file = SCHEMA_FILE): Promise<0 | 1 | 2> {
  const [option, ...more] = args;
  if (more.length > 0 || (option !== undefined && option !== '--check')) {
    console.error(USAGE);
    return 2;
  }
  const schema = renderSchema();
  if (option === undefined) {
    await writeFile(file, schema);
    return 0;
  }
  if ((await readIfThere(file)) === schema) return 0;
  console.error(`${file} is not what src/data/schema.ts says. Run npm run schema and commit it.`);
  return 1;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) process.exitCode = await writeSchema(process.argv.slice(2));
