import { join } from 'node:path';
import { type Facts, KINDS } from './data/facts.ts';
import { loadFactsAndNotes } from './data/load.ts';
import { countFaults, DataError, type Fault, renderFault, renderFaults } from './errors.ts';

/** A table may name thousands. */
const MOST_NAMES = 100;

const USAGE = 'Usage: npm run check:facts [folder]';

/** What a command line did: its exit code (0 right, 1 wrong, 2 not understood) and what to print. */
export interface Outcome {
  readonly code: 0 | 1 | 2;
  readonly output: string;
}

/** Checks a folder of sources as the bot would load it. */
export async function checkFacts(args: readonly string[], now: Temporal.Instant): Promise<Outcome> {
  const [folder = join(import.meta.dirname, '..', 'facts'), ...more] = args;
  if (more.length > 0 || folder.startsWith('-')) return { code: 2, output: USAGE };
  try {
    const options = { loadedBy: 'check:facts', now, number: 1 };
    const { facts, findNotes } = await loadFactsAndNotes(folder, options);
    const notes = findNotes().map((note) => `note: ${renderFault(inFolder(folder, note))}`);
    const remarks = facts.sources.flatMap(({ id, remarks }) => remarks.map((remark) => `  ${id}: ${remark}`));
    return { code: 0, output: [renderSummary(facts), ...remarks, ...notes].join('\n') };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const faults = error.faults.map((fault) => inFolder(folder, fault));
    return { code: 1, output: [renderFaults(faults), '', count(countFaults(faults), 'fault')].join('\n') };
  }
}

/** With the folder before it, a place can be clicked in a terminal. */
function inFolder(folder: string, fault: Fault): Fault {
  return { ...fault, path: fault.path === folder ? folder : join(folder, fault.path) };
}

function renderSummary({
  sources,
  assistance,
  items,
  engagements,
  programs,
  parties,
  revision,
}: Facts): string {
  const kinds = KINDS.map(
    (kind) => [kind, assistance.filter((record) => record.kind === kind).length] as const,
  );
  return [
    `${count(sources.length, 'source')}, all right`,
    `  ${assistance.length} assistance: ${
      kinds
        .filter(([, number]) => number > 0)
        .map(([kind, number]) => `${number} ${kind}`)
        .join(', ') || 'none'
    }`,
    `  ${count(items.length, 'item')}`,
    `  ${count(engagements.length, 'engagement')}`,
    `  ${count(programs.length, 'program')}${list(programs)}`,
    `  ${count(parties.length, 'party', 'parties')}${list(parties)}`,
    `  content ${revision.hash.slice(0, 12)}`,
  ].join('\n');
}

function list(named: readonly { readonly name: string }[]): string {
  if (named.length === 0) return '';
  const left = named.length - MOST_NAMES;
  const names = named.slice(0, MOST_NAMES).map(({ name }) => name);
  return `: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

if (import.meta.main) {
  const { code, output } = await checkFacts(process.argv.slice(2), Temporal.Now.instant());
  (code === 0 ? console.log : console.error)(output);
  process.exitCode = code;
}
