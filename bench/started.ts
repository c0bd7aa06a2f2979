import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import manifest from '../package.json' with { type: 'json' };

// Bots that are measured in processes of their own.

/** The flags of Node with which `npm start` starts a bot. */
export const START_FLAGS = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** Megabytes of memory that a process holds. Linux only. */
export async function readResidentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
