import { Readable } from 'node:stream';
import type { Unit } from '../data/amount.ts';
import { renderAmount } from '../data/amount-render.ts';
import { exponentOf } from '../data/amount-unit.ts';
import { placeOf, wordsOf } from '../data/evidence-words.ts';
import type { Assistance, Engagement, Facts, Item } from '../data/facts.ts';
import type { FileList, ListedFile } from '../data/file-list.ts';
import { Pace } from '../data/pace.ts';
import { formatWhen, renderWhen } from '../data/when-render.ts';
import type { KeptRevision } from './ledger.ts';
import { packZip } from './zip.ts';

/** What there is to export of a revision. */
export interface Exported {
  readonly revision: KeptRevision;
  readonly list: FileList;
  readonly read: (file: ListedFile) => AsyncIterable<Uint8Array>;
}

/** Everything of a revision, piece by piece: unpacked, it is a folder for FACTS_DIR, with the same hash. */
export function exportZip({ revision, list, read }: Exported): AsyncIterable<Uint8Array> {
  const readme = Buffer.from(describe(revision, list));
  return packZip([
    { path: 'README.md', size: readme.length, pieces: () => Readable.from([readme]) },
    ...list.files.map((file) => ({ ...file, pieces: () => read(file) })),
  ]);
}

/** A file beside the sources, which no load reads. */
function describe({ number, content, madeAt, how, why }: KeptRevision, { files }: FileList): string {
  return `# Facts of Tranche, revision ${number}

Made ${madeAt.toString({ smallestUnit: 'second' })} by ${how}${why === undefined ? '' : `: ${why}`}. Hash of all files: \`${content}\`.

To serve these: put the folders into \`FACTS_DIR\` and run \`/facts reload\`, or \`npm run facts -- reload\` on the machine.

| file | bytes | SHA-256 |
|---|---|---|
${files.map(({ path, size, hash }) => `| ${path} | ${size} | \`${hash}\` |`).join('\n')}
`;
}

const COLUMNS = [
  ...[
    'type',
    'id',
    'title',
    'kind',
    'amount',
    'currency',
    'low',
    'high',
    'quantity',
    'when',
    'edtf',
    'from',
    'to',
    'through',
  ],
  ...[
    'program',
    'part_of',
    'subject',
    'status',
    'where',
    'evidence',
    'place',
    'source',
    'publisher',
    'published',
  ],
  ...['url', 'source_sha256'],
] as const;
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string | undefined>>>;

/** More characters are handed over. */
const PIECE = 64 * 1024;

/** Every fact as a row of a table, each with what it rests on and the hash of that file. Piece by piece: facts may be a million. */
export async function* exportCsv(facts: Facts, list: FileList): AsyncGenerator<Uint8Array> {
  const hashes = hashesOf(list);
  const pace = new Pace();
  // A spreadsheet takes UTF-8 for something else where this mark is missing.
  let piece = `\uFEFF${COLUMNS.join(',')}\r\n`;
  for (const row of rowsOf(facts, hashes)) {
    piece += `${COLUMNS.map((column) => renderCell(row[column])).join(',')}\r\n`;
    if (piece.length >= PIECE) {
      yield Buffer.from(piece);
      piece = '';
    }
    if (pace.isDue) await pace.rest();
  }
  yield Buffer.from(piece);
}

/**
 * RFC 4180. A cell that a spreadsheet would take for a formula, by signs of whatever width, begins with an apostrophe, which
 * says that it is text.
 *
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function renderCell(value: string | undefined): string {
  if (value === undefined || value === '') return '';
  const safe = /^[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function* rowsOf(facts: Facts, hashes: ReadonlyMap<string, string>): Generator<Row> {
  for (const assistance of facts.assistance) {
    const about = sourceColumns(facts, assistance, hashes);
    yield { ...about, ...assistanceColumns(facts, assistance) };
    for (const item of assistance.items)
      yield { ...about, ...assistanceColumns(facts, assistance), ...itemColumns(item) };
  }
  for (const engagement of facts.engagements)
    yield { ...sourceColumns(facts, engagement, hashes), ...engagementColumns(engagement) };
}

type Fact = Pick<Assistance, 'sourceId' | 'evidence'>;

function sourceColumns(facts: Facts, { sourceId, evidence }: Fact, hashes: ReadonlyMap<string, string>): Row {
  const { title, publisher, published, url } = facts.getSource(sourceId);
  return {
    evidence: wordsOf(evidence),
    place: placeOf(evidence),
    source: title,
    publisher,
    published: published.toString(),
    url,
    source_sha256: hashes.get(sourceId),
  };
}

function assistanceColumns(facts: Facts, fact: Assistance): Row {
  const party = (id: string | undefined) => (id === undefined ? undefined : facts.findParty(id)?.name);
  const program = fact.programId === undefined ? undefined : facts.findProgram(fact.programId)?.name;
  return {
    ...{ type: 'assistance', id: fact.id, title: fact.title, kind: fact.kind },
    ...amountColumns(fact.amount),
    ...timeColumns(fact.when),
    ...{ from: party(fact.from), to: party(fact.to), through: party(fact.through), program },
    ...{ part_of: fact.partOf, subject: fact.subject },
  };
}

/** An item has its assistance's kind, parties and time, where it has none of its own; the money is its own alone. */
function itemColumns({ id, name, amount, quantity, when, assistanceId, evidence }: Item): Row {
  return {
    ...{ type: 'item', id, title: name, part_of: assistanceId, subject: undefined },
    ...amountColumns(amount),
    quantity: quantity && renderAmount(quantity),
    ...(when && timeColumns(when)),
    ...{ evidence: wordsOf(evidence), place: placeOf(evidence) },
  };
}

function engagementColumns({ id, title, when, status, where, subject }: Engagement): Row {
  return { ...{ type: 'engagement', id, title, status, where, subject }, ...timeColumns(when) };
}

function amountColumns(amount: Assistance['amount']): Row {
  // Said one by one: those of an assistance must not stay with its items.
  if (amount === undefined)
    return { amount: undefined, currency: undefined, low: undefined, high: undefined };
  const { unit, low, high } = amount;
  return {
    amount: renderAmount(amount),
    currency: unit.type === 'money' ? unit.currency : undefined,
    low: decimal(low.minor, unit),
    high: high && decimal(high.minor, unit),
  };
}

/** "12500000", "0.5": digits alone, for machines. */
function decimal(minor: bigint, unit: Unit): string {
  const exponent = exponentOf(unit);
  const digits = minor.toString().padStart(exponent + 1, '0');
  const fraction = digits.slice(digits.length - exponent).replace(/0+$/, '');
  return digits.slice(0, digits.length - exponent) + (exponent > 0 && fraction !== '' ? `.${fraction}` : '');
}

function timeColumns(when: Assistance['when']): Row {
  return when === undefined ? {} : { when: renderWhen(when), edtf: formatWhen(when) };
}

/** Of each source, the hash of the file that its facts rest on. */
function hashesOf({ files }: FileList): Map<string, string> {
  const bodies = files.filter(({ path }) => !path.endsWith('.yaml'));
  return new Map(bodies.map(({ path, hash }) => [path.slice(0, path.indexOf('/')), hash]));
}
