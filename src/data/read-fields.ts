import { ParseError } from '../errors.ts';
import type { Amount } from './amount.ts';
import { parseAmount } from './amount-parse.ts';
import type { FileReport } from './file-report.ts';
import type { Folded } from './fold.ts';
import type { Path } from './formats/yaml.ts';
import { nearestPassage, renderNearest } from './nearest-passage.ts';
import { diagnoseQuote, findQuote, type MissingQuote } from './quote.ts';
import type { Evidence } from './records.ts';
import { findUnstatedFigure } from './stated-figure.ts';
import type { When } from './when.ts';
import { parseWhen } from './when-parse.ts';

/** A field of a `facts.yaml`, to report its faults. */
export interface Field {
  readonly report: FileReport;
  readonly path: Path;
}

const SHORT = 'quote more: two words or ten letters at least, on each side of …';
const COPY =
  'copy the words from source.txt; only quotation marks, dashes and spaces may differ, and … joins passages';

/** Undefined where the quote is absent or wrong, or there is no text to look in; a wrong one is reported. */
export function readQuote(
  field: Field,
  quote: string | undefined,
  text: Folded | undefined,
): Evidence | undefined {
  if (quote === undefined || text === undefined) return undefined;
  const found = findQuote(text, quote);
  if (found) return { type: 'quote', quote: found.published, lines: found.lines };
  const missing = diagnoseQuote(text, quote);
  if (missing) field.report.add(field.path, ...wordMissing(missing, text));
  return undefined;
}

/** Money in one currency, whose figures stand in the quote. */
export function readMoney(
  field: Field,
  amount: string | undefined,
  quote: string | undefined,
): Amount | undefined {
  return readAmount(field, amount, quote, 'money');
}

/** A number of things, whose figures stand in the quote. */
export function readThings(
  field: Field,
  amount: string | undefined,
  quote: string | undefined,
): Amount | undefined {
  return readAmount(field, amount, quote, 'things');
}

export function readWhen({ report, path }: Field, value: unknown): When | undefined {
  return value === undefined ? undefined : orReport({ report, path }, () => parseWhen(value));
}

function readAmount(
  { report, path }: Field,
  written: string | undefined,
  quote: string | undefined,
  type: Amount['unit']['type'],
): Amount | undefined {
  if (written === undefined) return undefined;
  const amount = orReport({ report, path }, () => parseAmount(written));
  if (amount === undefined) return undefined;
  if (amount.unit.type !== type) {
    const [problem, remedy] =
      type === 'money'
        ? [
            'counts things, where money belongs',
            'write a currency, such as $5 million, or move it to the quantity of an item',
          ]
        : ['is money, where a number of things belongs', 'move it to amount'];
    report.add(path, `“${written}” ${problem}`, remedy);
    return undefined;
  }
  const unstated = quote === undefined ? undefined : findUnstatedFigure(written, amount.unit, quote);
  if (unstated === undefined) return amount;
  report.add(
    path,
    `“${unstated}” is not stated in the quote`,
    'write the figure of the quote, or quote the passage that states it',
  );
  return undefined;
}

function orReport<T>({ report, path }: Field, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report.add(path, ...halvesOf(error.message));
    return undefined;
  }
}

/** A parser says what is wrong, then what to write. */
function halvesOf(message: string): [string, string] {
  const [, problem, remedy] =
    /^(.*?)(?:\. (?=Write )|; (?=write |did you mean ))(.*?)\.?$/s.exec(message) ?? [];
  return problem && remedy
    ? [problem, remedy.charAt(0).toLowerCase() + remedy.slice(1)]
    : [message.replace(/\.$/, ''), 'see docs/data-format.md'];
}

function wordMissing({ reason, passage, line }: MissingQuote, text: Folded): [string, string] {
  const shown = passage.length > 60 ? `${passage.slice(0, 60)}…` : passage;
  if (reason === 'short') return [`“${shown}” is too short to prove anything`, SHORT];
  if (reason === 'order') {
    return [
      `“${shown}” stands on line ${line} of source.txt, before the passage that it follows here`,
      'join passages in the order of the text',
    ];
  }
  const nearest = nearestPassage(text, passage);
  const there = nearest ? `; nearest is ${renderNearest(nearest)}` : ', nor is anything like it';
  if (reason === 'cut')
    return [
      `“${shown}” cuts a word or a figure of source.txt in two${nearest ? there : ''}`,
      'quote whole words and figures',
    ];
  return [`“${shown}” is not in source.txt${there}`, COPY];
}
