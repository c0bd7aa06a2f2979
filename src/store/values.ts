/** Object ids of PostgreSQL's types: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const BYTEA = 17;
const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const INTERVAL = 1186;
const NUMERIC = 1700;

type Parse = (text: string) => unknown;

/** A clock without a zone, or a figure that a float would bend, stays as the database writes it. */
const asText: Parse = (text) => text;

/** How results are read, by type: the same on both homes, whatever their drivers would make of them. */
export const parsers: ReadonlyMap<number, Parse> = new Map([
  [BYTEA, (text: string) => Uint8Array.fromHex(text.slice(2))],
  [INT8, parseInt8],
  [TIMESTAMPTZ, parseInstant],
  [DATE, asText],
  [TIMESTAMP, asText],
  [INTERVAL, asText],
  [NUMERIC, asText],
]);

/** The array types of the above, with the type of their elements. */
export const arrays: ReadonlyMap<number, number> = new Map([
  [1001, BYTEA],
  [1016, INT8],
  [1182, DATE],
  [1115, TIMESTAMP],
  [1185, TIMESTAMPTZ],
  [1187, INTERVAL],
  [1231, NUMERIC],
]);

function parseInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** With the session's `datestyle` ISO: `2014-06-04 12:00:00.5+00`, `infinity`, `-infinity`. */
function parseInstant(text: string): Date | number {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  return new Date(text);
}

/** A parameter as PostgreSQL reads it, the same on both homes. `null` and `undefined` are SQL's null. */
export function renderValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return renderArray(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (isTemporal(value)) return String(value);
  return JSON.stringify(value);
}

function renderArray(values: readonly unknown[]): string {
  return `{${values.map(renderElement).join(',')}}`;
}

function renderElement(value: unknown): string {
  if (Array.isArray(value)) return renderArray(value);
  const text = renderValue(value);
  return text === null ? 'null' : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function isTemporal(value: object): boolean {
  return Object.prototype.toString.call(value).startsWith('[object Temporal.');
}
