import { z } from 'zod';
import { ParseError } from '../errors.ts';
import type { Amount } from './amount.ts';
import { parseAmount } from './amount-parse.ts';
import { type FileReport, fieldOf } from './file-report.ts';
import type { Folded } from './fold.ts';
import type { Path } from './formats/yaml.ts';
import { nearestPassage, renderNearest } from './nearest-passage.ts';
import type { OpenSource } from './open-source.ts';
import { halvesOf } from './parse-fault.ts';
import { diagnoseQuote, findQuote, type MissingQuote } from './quote.ts';
import type { QuoteEvidence } from './records.ts';
import { findMisstatement, type Misstatement } from './stated-figure.ts';
import type { When } from './when.ts';
import { parseWhen } from './when-parse.ts';

/** A field of a `facts.yaml`, to report its faults. */
export interface Field {
  readonly report: FileReport;
  readonly path: Path;
}

/** A quote as the YAML has it, and what it is evidence of: nothing where it is not in the text. */
export interface Quoted {
  readonly quote: string | undefined;
  readonly evidence: QuoteEvidence | undefined;
}

const SHORT = 'quote more: two words or ten letters at least, on each side of …';
const COPY =
  'copy the words from source.txt; only quotation marks, dashes and spaces may differ, and … joins passages';

/**
 * The fields of a record that are right, each taken by itself: a fault in one does not hide faults in others.
 *
 * Reports nothing: `reportSchemaFaults` has.
 */
export function readLoosely<T extends z.ZodObject>(schema: T, value: unknown): Partial<z.output<T>> {
  const fields = Object.entries(schema.shape).map(([key, field]) => [
    key,
    z.safeParse(field, fieldOf(value, key)).data,
  ]);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined)) as Partial<z.output<T>>;
}

/** The fields of the record at `path`, by key. */
export function fieldsOf({ report }: OpenSource, path: Path): (key: string) => Field {
  return (key) => ({ report, path: [...path, key] });
}

/** Undefined where the quote is absent or wrong, or there is no text to look in; a wrong one is reported. */
export function readQuote(
  field: Field,
  quote: string | undefined,
  text: Folded | undefined,
): QuoteEvidence | undefined {
  if (quote === undefined || text === undefined) return undefined;
  const found = findQuote(text, quote);
  if (found) return { type: 'quote', quote: found.published, lines: found.lines };
  const missing = diagnoseQuote(text, quote);
  if (missing) field.report.add(field.path, ...wordMissing(missing, text));
  return undefined;
}

/** Money in one currency, as the quote states it. */
export function readMoney(field: Field, amount: string | undefined, quoted: Quoted): Amount | undefined {
  return readAmount(field, amount, quoted, 'money');
}

/** A number of things, as the quote states it. */
export function readThings(field: Field, amount: string | undefined, quoted: Quoted): Amount | undefined {
  return readAmount(field, amount, quoted, 'things');
}

export function readWhen({ report, path }: Field, value: unknown): When | undefined {
  return value === undefined ? undefined : orReport({ report, path }, () => parseWhen(value));
}

function readAmount(
  { report, path }: Field,
  written: string | undefined,
  quoted: Quoted,
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
  const misstatement =
    quoted.quote === undefined ? undefined : findMisstatement(written, amount, quoted.quote);
  if (misstatement === undefined) return amount;
  // A quote that has to be corrected may then say it.
  if (misstatement.reason === 'wording' && !quoted.evidence) return undefined;
  report.add(path, ...wordMisstatement(written, misstatement));
  return undefined;
}

function wordMisstatement(written: string, misstatement: Misstatement): [string, string] {
  if (misstatement.reason === 'figure') {
    const remedy = 'write the figure of the quote, or quote the passage that states it';
    return [`“${misstatement.figure}” is not stated in the quote`, remedy];
  }
  const list = (words: readonly string[], joint: string) => words.map((word) => `“${word}”`).join(joint);
  const { says, write } = misstatement;
  const copy = write.length === 0 ? 'write what the quote says' : `write ${list(write, ' or ')}`;
  return [
    `the quote says ${list(says, ' and ')}, not “${written}”`,
    `${copy}, or quote the passage that says “${written}”`,
  ];
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
