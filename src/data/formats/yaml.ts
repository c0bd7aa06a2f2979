import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  YAMLParseError,
} from 'yaml';
import { findTooDeep } from './yaml-depth.ts';

/** Keys of mappings and indexes of lists, from the outside in. */
export type Path = readonly (string | number)[];

/** Both count from 1; a column counts UTF-16 units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlFault extends Place {
  readonly problem: string;
  readonly remedy: string;
}

/** Where things stand in a YAML text. A path that leads nowhere gives the place of what is nearest above it. */
export interface Places {
  valueAt(path: Path): Place;
  keyAt(path: Path): Place;
}

export type YamlReading =
  | { readonly ok: true; readonly value: unknown; readonly places: Places }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

/** An alias can stand for a list of aliases, and so on: a small file would become a huge value. */
const MOST_REPEATS = 100;
const MOST_ALIASES = 1000;

const QUOTE_IT =
  'put text that holds special characters in quotation marks, or write >- and the text below it, indented';

const TAB = { problem: 'is not YAML: tabs are not allowed as indentation', remedy: 'indent with spaces' };

const REMEDIES: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: TAB.remedy,
  DUPLICATE_KEY: 'keep one of the two',
  BLOCK_AS_IMPLICIT_KEY: `a colon with a space after it begins a key: ${QUOTE_IT}`,
  MULTILINE_IMPLICIT_KEY: 'check the indentation, and that each key has a colon with a space after it',
  BAD_INDENT: 'check the indentation, and that each [ and { is closed',
  MULTIPLE_DOCS: 'keep one document: remove the line --- and put the rest into a folder of its own',
  TAG_RESOLVE_FAILED: 'remove the tag: the values are plain text, lists and mappings',
  NON_STRING_KEY: 'use only the keys of docs/data-format.md',
  RESOURCE_EXHAUSTION: 'the file is nested too deeply: no more than a few levels are needed',
  BAD_DQ_ESCAPE: 'inside "…" write \\\\ for a backslash, or use single quotation marks',
};

/** Reads YAML 1.2 by its core schema: a date such as 2014-06-04 stays text. */
export function readYaml(text: string): YamlReading {
  const tooDeep = findTooDeep(text);
  if (tooDeep) return { ok: false, faults: [tooDeep] };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    // Done below: the parser compares each key with all others, which takes minutes where there are very many.
    uniqueKeys: false,
    prettyErrors: false,
    // Not `silent`: that drops the error about a second document as well.
    logLevel: 'error',
    lineCounter: lines,
  });
  const errors = [...document.errors, ...document.warnings, ...repeatedKeys(document)];
  if (errors.length > 0) return { ok: false, faults: faultsOf(errors, lines, tabsIn(text)) };
  const aliases = aliasesOf(document);
  const fault = findBadAlias(aliases, document, lines);
  if (fault) return { ok: false, faults: [fault] };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_REPEATS });
    return { ok: true, value, places: placesIn(document, lines) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const why = `together they repeat more than ${MOST_REPEATS} values`;
    return { ok: false, faults: [aliasFault(aliases[0]?.alias, lines, why)] };
  }
}

function repeatedKeys(document: Document): YAMLParseError[] {
  const errors: YAMLParseError[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [start = 0, end = start] = key.range ?? [];
        if (seen.has(key.value))
          errors.push(new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique'));
        seen.add(key.value);
      }
    },
  });
  return errors;
}

/** Lines indented with a tab. Inside a text that is in order. */
function tabsIn(text: string): Place[] {
  return text.split('\n').flatMap((line, index) => {
    const column = /^ *\t(?=\s*\S)/.exec(line)?.[0].length;
    return column === undefined ? [] : [{ line: index + 1, column }];
  });
}

/**
 * What follows the first error of a line is most often its consequence. After a tab all is, in words that do not tell of it: then only
 * the tabs are named.
 */
function faultsOf(errors: readonly YAMLError[], lines: LineCounter, tabs: readonly Place[]): YamlFault[] {
  const byLine = new Map<number, YamlFault>();
  const lineOf = ({ pos }: YAMLError) => placeAt(lines, pos[0]).line;
  const wrongAt = new Set(errors.map(lineOf));
  const firstTab = tabs.find(({ line }) => wrongAt.has(line) || wrongAt.has(line + 1));
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const place = placeAt(lines, error.pos[0]);
    if (byLine.has(place.line) || (firstTab && isDueTo(firstTab, error, place))) continue;
    const remedy = REMEDIES[error.code] ?? QUOTE_IT;
    const problem = error.code === 'MULTIPLE_DOCS' ? 'it holds several documents' : lowerFirst(error.message);
    byLine.set(place.line, { ...place, problem: `is not YAML: ${problem}`, remedy });
  }
  const wrongTabs = firstTab ? tabs.slice(tabs.indexOf(firstTab)) : [];
  return [...byLine.values(), ...wrongTabs.map((place) => ({ ...place, ...TAB }))];
}

/** The key above a list that a tab moved is named as well. */
function isDueTo(tab: Place, { code }: YAMLError, { line }: Place): boolean {
  return line >= tab.line || (line === tab.line - 1 && code === 'BLOCK_AS_IMPLICIT_KEY');
}

/** An alias, and the nodes that it stands in. */
interface FoundAlias {
  readonly alias: Alias;
  readonly outer: readonly unknown[];
}

function aliasesOf(document: Document): FoundAlias[] {
  const aliases: FoundAlias[] = [];
  visit(document, {
    Alias(_, alias, outer) {
      aliases.push({ alias, outer });
    },
  });
  return aliases;
}

function findBadAlias(
  aliases: readonly FoundAlias[],
  document: Document,
  lines: LineCounter,
): YamlFault | undefined {
  // Each is looked up in the whole document: a file of nothing else would take hours.
  const excess = aliases[MOST_ALIASES];
  if (excess) return aliasFault(excess.alias, lines, `there are more than ${MOST_ALIASES}`);
  for (const { alias, outer } of aliases) {
    const target = alias.resolve(document);
    if (target === undefined) return aliasFault(alias, lines, 'nothing has that name');
    if (outer.includes(target)) return aliasFault(alias, lines, 'it stands inside what it stands for');
  }
  return undefined;
}

function aliasFault(alias: Alias | undefined, lines: LineCounter, why: string): YamlFault {
  return {
    ...placeAt(lines, alias?.range?.[0] ?? 0),
    problem: `the alias *${alias?.source} cannot be followed: ${why}`,
    remedy: 'write the value out; put text that begins with * or & in quotation marks',
  };
}

function placesIn(document: Document, lines: LineCounter): Places {
  const find = (path: Path, wanted: 'key' | 'value'): Place => {
    let offset = offsetOf(document.contents) ?? 0;
    let node: unknown = document.contents;
    for (const [depth, step] of path.entries()) {
      const { key, value } = childOf(document, node, step);
      const isLast = depth === path.length - 1;
      const found =
        (isLast && wanted === 'key' ? offsetOf(key) : undefined) ?? offsetOf(value) ?? offsetOf(key);
      if (found === undefined) break;
      offset = found;
      node = value;
    }
    return placeAt(lines, offset);
  };
  return { valueAt: (path) => find(path, 'value'), keyAt: (path) => find(path, 'key') };
}

function childOf(
  document: Document,
  node: unknown,
  step: string | number,
): { key?: unknown; value?: unknown } {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target) && typeof step === 'number') return { value: target.items[step] };
  if (!isMap(target)) return {};
  return target.items.find(({ key }) => isScalar(key) && key.value === step) ?? {};
}

/** An empty value has a place of no length behind its key; the key shows better what is meant. */
function offsetOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return end > start || !isScalar(node) ? start : undefined;
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
