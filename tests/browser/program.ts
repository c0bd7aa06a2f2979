import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** What `npm start` starts where there is no token. */
export interface Program {
  /** Where it says that its page is. */
  readonly address: string;
  /** All that it has printed. */
  output(): string;
  /** As Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
}

/**
 * Starts the program in a folder of its own, and waits until it says where to look.
 *
 * @throws Error with what it printed, if it ends before
 */
export async function startProgram(env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-browser-'));
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    // Whatever it leaves is in the folder.
    env: {
      PATH: process.env.PATH ?? '',
      TZ: 'UTC',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      TMPDIR: folder,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Nothing that these tests start may outlive them.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit').then(([code]) => {
    process.removeListener('exit', kill);
    return code as number | null;
  });
  let output = '';
  const address = new Promise<string>((resolve) => {
    const read = (data: Buffer) => {
      output += data.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+\S*(?=\s)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const failed = ended.then((code) => {
    throw new Error(`The program ended with ${code} before it said where to look:\n${output}`);
  });
  const found = await Promise.race([address, failed]);
  failed.catch(() => undefined);
  return {
    address: found,
    output: () => output,
    async stop() {
      child.kill('SIGINT');
      const code = await ended;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
