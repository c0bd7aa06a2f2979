import { type Fault, faultOfWhole } from '../../errors.ts';
import { calendar } from './calendar.ts';
import type { Format } from './format.ts';
import { quotes } from './quotes.ts';
import type { SourceFile, SourceFolder } from './source-file.ts';
import { table } from './table.ts';

/** Every kind of source. A folder is of one: that whose files it holds. */
const FORMATS: readonly [Format, ...Format[]] = [quotes, table, calendar];

/** The files that some format reads, with the most that each may hold in megabytes. Others are left alone. */
export const READ_FILES: ReadonlyMap<string, number> = new Map(
  FORMATS.flatMap(({ head, bodies, largestBody, largestHead }) => [
    [head, largestHead] as const,
    ...bodies.map((name) => [name, largestBody] as const),
  ]),
);

/** The pairs of files that make a source: “source.txt and facts.yaml”. */
export const PAIRS = FORMATS.map(({ head, bodies }) => `${bodies.join(' or ')} and ${head}`);

/** What a folder holds, by the kind of source that it is: its two files, each absent where it cannot be read. */
export interface ChosenFormat {
  readonly format: Format;
  readonly head: SourceFile | undefined;
  readonly body: { readonly name: string; readonly file: SourceFile } | undefined;
  readonly faults: readonly Fault[];
}

export function chooseFormat({ name, files, others }: SourceFolder): ChosenFormat | Fault[] {
  const held = FORMATS.filter(({ head, bodies }) => [head, ...bodies].some((file) => files.has(file)));
  const [format = FORMATS[0], second] = held;
  if (held.length === 0) {
    const similar = wordSimilar(FORMATS, others);
    const problem = `holds none of ${[...READ_FILES.keys()].join(', ')}${similar}`;
    return [faultOfWhole(name, problem, `add ${PAIRS.join(', or ')}; or remove the folder`)];
  }
  if (second) {
    const [one, other] = [format, second].map((each) => namesIn(each, files).join(' and '));
    const remedy = `a folder is one source: give each pair a folder of its own (${PAIRS.join('; ')})`;
    return [faultOfWhole(name, `holds ${one}, and ${other} as well`, remedy)];
  }
  return filesOf(format, { name, files, others });
}

function filesOf(format: Format, { name, files, others }: SourceFolder): ChosenFormat {
  const faults: Fault[] = [];
  const bodies = format.bodies.filter((file) => files.has(file));
  if (bodies.length > 1) {
    faults.push(faultOfWhole(name, `holds both ${bodies.join(' and ')}`, 'keep one of them'));
  }
  const readable = (file: string): SourceFile | undefined => {
    const found = files.get(file) ?? faultOfMissing(format, `${name}/${file}`, others);
    if (!('problem' in found)) return found;
    faults.push(found);
    return undefined;
  };
  const head = readable(format.head);
  const [bodyName = format.bodies[0]] = bodies;
  const file = readable(bodyName);
  return { format, head, body: file && { name: bodyName, file }, faults };
}

function faultOfMissing(format: Format, path: string, others: readonly string[]): Fault {
  const file = path.slice(path.indexOf('/') + 1);
  const names = format.head === file ? [file] : format.bodies;
  const problem = `is missing${wordSimilar([format], others)}`;
  return faultOfWhole(path, problem, `add ${names.join(' or ')}; a file under another name is not read`);
}

function namesIn({ head, bodies }: Format, files: SourceFolder['files']): string[] {
  return [...bodies, head].filter((file) => files.has(file));
}

/** `facts.yml`, `Source.TXT`: what was probably meant as one that is read. */
function wordSimilar(formats: readonly Format[], others: readonly string[]): string {
  const similar = others.filter((file) => formats.some((format) => format.similar.test(file)));
  return similar.length > 0 ? `, though there is ${similar.join(' and ')}` : '';
}
