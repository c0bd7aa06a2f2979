import { MEGABYTE } from '../../src/data/byte-size.ts';
import { Facts } from '../../src/data/facts.ts';
import type { SourceFolder } from '../../src/data/formats/source-file.ts';
import { readSources } from '../../src/data/read-sources.ts';
import { countFaults, renderFault } from '../../src/errors.ts';

/** What became of damaged inputs. A crash, or more than two seconds or 500 MB for one, is a fault of ours. */
export interface FuzzCounts {
  inputs: number;
  loaded: number;
  refused: number;
  facts: number;
  faults: number;
  crashed: number;
  /** Of processor time: others may use the machine too. */
  slowestMs: number;
  /** The number of that input. */
  slowest: number;
  mostMegabytes: number;
}

const TODAY = Temporal.PlainDate.from('2026-11-24');
const REVISION = {
  number: 1,
  hash: '',
  loadedAt: Temporal.Instant.fromEpochMilliseconds(0),
  loadedBy: 'fuzz',
};

export function noCounts(): FuzzCounts {
  const results = { inputs: 0, loaded: 0, refused: 0, facts: 0, faults: 0, crashed: 0 };
  return { ...results, slowestMs: 0, slowest: 0, mostMegabytes: 0 };
}

/** Loads a source as the bot would, and counts what comes of it. */
export async function tryFolder(folder: SourceFolder, counts: FuzzCounts): Promise<void> {
  const startedAt = process.cpuUsage();
  counts.inputs += 1;
  try {
    const { input, faults } = await readSources([folder], TODAY);
    if (faults.length === 0) {
      const { assistance, engagements } = Facts.build(input, REVISION);
      counts.facts += assistance.length + engagements.length;
      if (new Set(engagements.map(({ id }) => id)).size < engagements.length)
        throw new Error('Two meetings have one id.');
    }
    counts[faults.length === 0 ? 'loaded' : 'refused'] += 1;
    counts.faults += countFaults(faults);
    const told = faults.map(renderFault).join('\n');
    if (/undefined|\[object/.test(told)) throw new Error(`A fault says nothing: ${told.slice(0, 2000)}`);
  } catch (error) {
    counts.crashed += 1;
    console.error(`input ${counts.inputs} crashed:`, error);
  }
  noteCost(counts, startedAt);
}

/**
 * Counts what the input that was counted last has cost.
 *
 * @param startedAt the processor time when it began
 * @param baseMegabytes of memory that are not its own
 */
export function noteCost(counts: FuzzCounts, startedAt: NodeJS.CpuUsage, baseMegabytes = 0): void {
  const { user, system } = process.cpuUsage(startedAt);
  const ms = (user + system) / 1000;
  if (ms > counts.slowestMs) Object.assign(counts, { slowestMs: ms, slowest: counts.inputs });
  const megabytes = process.memoryUsage.rss() / MEGABYTE - baseMegabytes;
  counts.mostMegabytes = Math.max(counts.mostMegabytes, megabytes);
}

export function isBad({ crashed, slowestMs, mostMegabytes }: FuzzCounts): boolean {
  return crashed > 0 || slowestMs > 2000 || mostMegabytes > 500;
}
