import { parseArgs } from 'node:util';
import type { Facts } from './data/facts.ts';
import { runPaced } from './data/steps.ts';
import { UserError } from './errors.ts';
import { ENGLISH } from './i18n/language.ts';
import type { OperatorAnswer } from './operator.ts';
import { changesText } from './replies/changes.ts';
import { describeStatus, historyText, plainStyle } from './replies/revisions.ts';
import { COMMAND_LINE } from './revisions/actors.ts';
import type { FactsDesk } from './revisions/desk.ts';
import { exportCsv, exportZip } from './revisions/export.ts';
import type { Preview } from './revisions/preview.ts';

export const USAGE = `Usage: npm run facts -- COMMAND
  status                              what is served, by which processes, and what is wrong
  history                             the revisions that are kept, and who did what
  diff                                what a reload would change
  reload [--apply] [--why WORDS]      reads FACTS_DIR again; without --apply it only shows what would change
  rollback NUMBER [--apply]           serves an earlier revision again
  export FILE.zip | FILE.csv          everything as a folder of sources, or every fact as a row`;

/** What stands behind each command: its form, and what it is to whoever writes it. */
const ARGUMENTS: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  ['status', [/^$/, 'nothing']],
  ['history', [/^$/, 'nothing']],
  ['diff', [/^$/, 'nothing']],
  ['reload', [/^$/, 'nothing but --apply and --why WORDS']],
  ['rollback', [/^\d{1,9}$/, 'the number of a revision']],
  ['export', [/\.(?:zip|csv)$/i, 'the name of a file that ends in .zip or .csv']],
]);
const AUDIT_ENTRIES = 200;

export interface ConsoleOptions {
  readonly desk: FactsDesk;
  /** What is served now. */
  readonly facts: () => Facts;
  readonly now: () => Temporal.Instant;
}

/** What `/facts` does, for whoever runs the bot. */
export async function runFacts(words: readonly string[], options: ConsoleOptions): Promise<OperatorAnswer> {
  const given = parseWords(words);
  if (typeof given === 'string') return { code: 2, output: given };
  const { desk } = options;
  const { command, argument, apply, why } = given;
  switch (command) {
    case 'status':
      return status(options);
    case 'history':
      return said(historyText(ENGLISH, await desk.history(AUDIT_ENTRIES)));
    case 'diff':
      return said(await renderPreview(await desk.proposeReload(COMMAND_LINE)));
    case 'reload':
      return preview(desk, await desk.proposeReload(COMMAND_LINE, why), apply);
    case 'rollback':
      return preview(desk, await desk.proposeRollback(COMMAND_LINE, Number(argument), why), apply);
    default:
      return exportTo(argument, options);
  }
}

interface Given {
  readonly command: string;
  readonly argument: string;
  readonly apply: boolean;
  readonly why: string | undefined;
}

/** What the words ask for; where they ask for nothing that there is, what is wrong and how to write it. */
export function parseWords(words: readonly string[]): Given | string {
  if (words.length === 0) return USAGE;
  try {
    const options = { apply: { type: 'boolean' }, why: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [command = '', ...rest] = positionals;
    const argument = rest.join(' ');
    const [form, wanted] = ARGUMENTS.get(command) ?? [];
    if (form === undefined) return notUnderstood(`“${command}” is no command.`);
    if (rest.length > 1 || !form.test(argument)) {
      return notUnderstood(`Behind ${command} stands ${wanted}${argument && `, not “${argument}”`}.`);
    }
    return { command, argument, apply: values.apply ?? false, why: values.why };
  } catch (error) {
    // An option that there is not, or --why without words; Node's second sentence is about something else.
    if (error instanceof TypeError) return notUnderstood(`${error.message.split('. ')[0]}.`);
    throw error;
  }
}

function notUnderstood(problem: string): string {
  return `${problem}\n\n${USAGE}`;
}

function said(output: string): OperatorAnswer {
  return { code: 0, output };
}

async function status({ desk, facts, now }: ConsoleOptions): Promise<OperatorAnswer> {
  const found = await desk.status();
  const { lead, sections } = describeStatus(found, facts(), now(), plainStyle(ENGLISH));
  const blocks = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`);
  const { number, content } = found.current;
  return said([[`Revision ${number} (${content})`, ...lead].join('\n'), ...blocks].join('\n\n'));
}

async function renderPreview(shown: Preview): Promise<string> {
  if (shown.proposal === undefined) return 'Nothing would change: these are the files that are served.';
  return runPaced(changesText(ENGLISH, shown));
}

async function preview(desk: FactsDesk, shown: Preview, apply: boolean): Promise<OperatorAnswer> {
  const { proposal } = shown;
  const text = await renderPreview(shown);
  if (proposal === undefined) return said(text);
  if (!apply) return said(`${text}\n\nNothing has changed. To apply it, say the same with --apply.`);
  const outcome = await desk.apply(proposal.id, proposal.content, COMMAND_LINE);
  if (outcome.type === 'changed')
    throw new UserError('Something changed meanwhile: nothing was applied. Try again.');
  return said(`${text}\n\nRevision ${outcome.revision} is current.`);
}

async function exportTo(file: string, { desk, facts }: ConsoleOptions): Promise<OperatorAnswer> {
  const exported = await desk.openExport(COMMAND_LINE);
  const served = facts();
  const { number } = served.revision;
  const isCsv = /\.csv$/i.test(file);
  if (isCsv && number !== exported.revision.number) {
    throw new UserError(
      `This process still serves revision ${number}, and ${exported.revision.number} is current. Try again, or export a .zip.`,
    );
  }
  return {
    code: 0,
    output: `${file}: revision ${exported.revision.number}`,
    file: isCsv ? exportCsv(served, exported.list) : exportZip(exported),
  };
}
