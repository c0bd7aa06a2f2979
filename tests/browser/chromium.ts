import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { explainMissing, missingLibraries } from './libraries.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Unpacked once for each version: two hundred megabytes, which take seconds. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'tranche-browser');
const READY = join(CACHE, manifest.devDependencies['@sparticuz/chromium']);
const PROGRAM = join(READY, 'chromium');
const FONTS = join(import.meta.dirname, 'fonts.conf');

/**
 * Starts Chromium's headless shell, as its package brings it, with nothing of this machine but its C library where it has
 * no more.
 *
 * @throws Error that says what to install where libraries are missing
 */
export async function startBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The browser of the tests runs on Linux on x64, not on ${process.platform} on ${process.arch}. All other tests: npm exec vitest -- run --project UTC`,
    );
  }
  if (!existsSync(READY)) await unpack();
  return chromium.launch({
    executablePath: PROGRAM,
    env: { ...definedEnvironment(), ...findLibraries(), FONTCONFIG_FILE: FONTS, XDG_CACHE_HOME: READY },
    // The package has no library for graphics cards, and texts should be the same on every machine.
    args: ['--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'],
  });
}

/** Under a name of its own first: several test files may begin at once. */
async function unpack(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'unpacking-'));
  const script = `
    const { inflate } = await import('@sparticuz/chromium');
    const bin = ${JSON.stringify(join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'bin'))};
    for (const name of ['chromium.br', 'al2023.tar.br']) await inflate(bin + '/' + name);`;
  // The package unpacks into the folder for temporary files, and knows no other.
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder },
  });
  await rename(folder, READY).catch(async (error: NodeJS.ErrnoException) => {
    await rm(folder, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** The machine's own libraries where it has them all; else those that the package brings for machines that have none. */
function findLibraries(): { LD_LIBRARY_PATH?: string } {
  const missing = askLoader({});
  if (missing.length === 0) return {};
  const brought = { LD_LIBRARY_PATH: join(READY, 'al2023', 'lib') };
  if (askLoader(brought).length > 0) throw new Error(explainMissing(missing));
  return brought;
}

/** What the dynamic loader would not find; it lists instead of starting, as `ldd` has it do. */
function askLoader(env: Readonly<Record<string, string>>): string[] {
  const { error, stdout, stderr } = spawnSync(PROGRAM, {
    env: { ...process.env, ...env, LD_TRACE_LOADED_OBJECTS: '1' },
    encoding: 'utf8',
  });
  if (error) throw new Error('The browser of the tests needs a system with glibc.', { cause: error });
  return missingLibraries(stdout + stderr);
}

function definedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}
