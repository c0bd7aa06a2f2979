import { z } from 'zod';
import { type FileReport, fieldOf } from './file-report.ts';
import type { Path } from './formats/yaml.ts';
import { findNearestWord } from './nearest-word.ts';

type Issue = z.core.$ZodIssue;
type JsonSchema = z.core.JSONSchema.BaseSchema;

const EMPTY = ['is empty', 'write a value, or delete the line'] as const;
const LONGEST_SHOWN = 40;
const AMOUNT_EXAMPLES = new Map([
  ['amount', 'more than $23 million'],
  ['quantity', 'approximately 300,000 meals'],
]);

// Made once for each: with many faulty files it would be most of the work.
const described = new WeakMap<z.ZodObject, JsonSchema>();

function jsonSchemaOf(schema: z.ZodObject): JsonSchema {
  const file = described.get(schema) ?? z.toJSONSchema(schema, { io: 'input' });
  described.set(schema, file);
  return file;
}

/** Reports everything in which the value of a YAML file departs from its schema. */
export function reportSchemaFaults(schema: z.ZodObject, value: unknown, report: FileReport): void {
  const { error } = schema.safeParse(value);
  if (error === undefined) return;
  const file = jsonSchemaOf(schema);
  for (const issue of error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report.addKey([...path, key], ...unknownKey(key, schemaAt(file, path)));
    } else {
      report.add(
        path,
        ...wordIssue(issue, { path, value: valueAt(value, path), schema: schemaAt(file, path) }),
      );
    }
  }
}

/** Where an issue is: what stands there, and what should. */
interface Spot {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: JsonSchema | undefined;
}

/** What is wrong, and what to do. */
function wordIssue(issue: Issue, spot: Spot): readonly [string, string] {
  const { path, value, schema } = spot;
  if (value === undefined) return ['is missing', `add it: ${describe(schema)}`];
  if (value === null)
    return path.length === 0 ? ['the file holds nothing', 'write source: and what it says'] : EMPTY;
  if (issue.code === 'invalid_value') return notAllowed(value, issue.values.map(String));
  if (issue.code === 'invalid_type') return wrongType(issue.expected, spot);
  const [problem = issue.message, remedy = describe(schema)] = issue.message.split(' — ');
  return [problem, remedy];
}

function unknownKey(key: string, schema: JsonSchema | undefined): readonly [string, string] {
  const keys = Object.keys(schema?.properties ?? {});
  const meant = findNearestWord(key, keys);
  const remedy = meant ? `did you mean “${meant}”?` : `remove it, or use one of: ${keys.join(', ')}`;
  return ['is not a key that is known here', remedy];
}

function notAllowed(value: unknown, allowed: readonly string[]): readonly [string, string] {
  const meant = typeof value === 'string' ? findNearestWord(value, allowed) : undefined;
  const problem = `${show(value)} is not one of ${allowed.join(', ')}`;
  return [problem, meant ? `did you mean “${meant}”?` : 'write the one that fits the source’s words'];
}

function wrongType(expected: string, { path, value, schema }: Spot): readonly [string, string] {
  if (expected === 'array') {
    const example =
      typeof value === 'object' ? '- on a line of its own before each entry' : `[${String(value)}]`;
    return [`is ${nameType(value)}, where a list belongs`, `write it as a list: ${example}`];
  }
  if (expected === 'object') return notMapping({ path, value, schema });
  const problem = `is ${nameType(value)}, where text belongs`;
  const braced = onlyKeyOf(value);
  if (braced !== undefined) return [problem, `put text with braces in quotation marks: "{${braced}}"`];
  if (typeof value === 'object') return [problem, `write one text: ${describe(schema)}`];
  const example = AMOUNT_EXAMPLES.get(String(path.at(-1)));
  return [
    problem,
    example ? `write it as the source does: ${example}` : `put it in quotation marks: "${String(value)}"`,
  ];
}

/** `{Country}` without quotation marks is a mapping of one key to nothing. */
function onlyKeyOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, nothing] = [undefined, undefined], ...others] = Object.entries(value);
  return others.length === 0 && nothing === null ? key : undefined;
}

function notMapping({ path, value, schema }: Spot): readonly [string, string] {
  const required = schema?.required ?? [];
  const [first = 'source'] = required;
  const example =
    required.length === 1 && typeof value === 'string'
      ? `{ ${first}: ${value} }`
      : `${required.join(': …, ')}: …`;
  return [
    `${path.length === 0 ? 'the file ' : ''}is ${nameType(value)}, where keys with values belong`,
    `write ${example}`,
  ];
}

function describe(schema: JsonSchema | undefined): string {
  const terms = schema?.enum ? ` One of ${schema.enum.join(', ')}.` : '';
  return `${(schema?.description ?? 'see docs/data-format.md') + terms}`.replace(/\.$/, '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce(fieldOf, value);
}

function schemaAt(file: JsonSchema, path: Path): JsonSchema | undefined {
  let schema: unknown = file;
  for (const step of path) {
    schema =
      typeof step === 'number' ? fieldOf(schema, 'items') : fieldOf(fieldOf(schema, 'properties'), step);
  }
  return schema as JsonSchema | undefined;
}

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping of keys to values';
  return typeof value === 'string' ? `the text ${show(value)}` : `the ${typeof value} ${String(value)}`;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return `“${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}”`;
}
