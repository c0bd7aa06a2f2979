import type { Fault } from '../errors.ts';
import { FileReport } from './file-report.ts';
import { type Folded, fold } from './fold.ts';
import { readYaml } from './formats/yaml.ts';
import { reportSchemaFaults } from './schema-faults.ts';
import { SLUG } from './slug.ts';

export const TEXT_FILE = 'source.txt';
export const FACTS_FILE = 'facts.yaml';

/** A folder of the facts folder: what its two files hold, or why they could not be read. */
export interface SourceFolder {
  readonly name: string;
  readonly text: Uint8Array | Fault;
  readonly facts: Uint8Array | Fault;
}

/** A source whose `facts.yaml` is YAML. Its value may depart from the schema; the report then says so. */
export interface OpenSource {
  readonly id: string;
  /** Absent if `source.txt` could not be read: then no quote can be looked for. */
  readonly text: Folded | undefined;
  readonly value: unknown;
  readonly report: FileReport;
}

/** Decodes and parses both files of a source. */
export function openSource({ name, text, facts }: SourceFolder): {
  source: OpenSource | undefined;
  faults: Fault[];
} {
  const faults = nameFaults(name);
  const words = openText(text, `${name}/${TEXT_FILE}`);
  const yaml = openText(facts, `${name}/${FACTS_FILE}`);
  if (typeof words !== 'string') faults.push(words);
  if (typeof yaml !== 'string') return { source: undefined, faults: [...faults, yaml] };
  const reading = readYaml(yaml);
  if (!reading.ok) {
    faults.push(...reading.faults.map((fault) => ({ ...fault, path: `${name}/${FACTS_FILE}` })));
    return { source: undefined, faults };
  }
  const report = new FileReport(`${name}/${FACTS_FILE}`, reading);
  reportSchemaFaults(reading.value, report);
  const folded = typeof words === 'string' ? fold(words) : undefined;
  return { source: { id: name, text: folded, value: reading.value, report }, faults };
}

function nameFaults(name: string): Fault[] {
  if (SLUG.test(name)) return [];
  const problem = 'the folder’s name cannot be an id';
  const remedy = 'name it with small letters, digits and hyphens, such as 2014-06-04-us-security-assistance';
  return [{ path: name, line: 0, column: 0, problem, remedy }];
}

function openText(file: Uint8Array | Fault, path: string): string | Fault {
  if (!(file instanceof Uint8Array)) return file;
  const text = decode(file, path);
  if (typeof text !== 'string' || text.trim() !== '') return text;
  const remedy = path.endsWith(TEXT_FILE) ? 'paste the text as published' : 'write source: and what it says';
  return { path, line: 1, column: 1, problem: 'the file is empty', remedy };
}

function decode(bytes: Uint8Array, path: string): string | Fault {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ...firstBadByte(bytes), path, remedy: 'save it as UTF-8 in a text editor' };
  }
}

function firstBadByte(bytes: Uint8Array): Pick<Fault, 'line' | 'column' | 'problem'> {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { line: 1, column: 1, problem: 'the file is UTF-16, not UTF-8' };
  const before = validPart(bytes);
  const offset = Buffer.byteLength(before);
  const lines = before.split('\n');
  const byte = bytes[offset]?.toString(16).toUpperCase().padStart(2, '0');
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    problem: `the file is not UTF-8: byte ${offset} (counted from 0) is 0x${byte}`,
  };
}

/** All before the first byte that is not UTF-8. A replacement character may also be there rightfully. */
function validPart(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal) return text.slice(0, at);
    offset += 3;
    from = at + 1;
  }
  return text;
}
