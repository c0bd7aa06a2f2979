import type { ZodMiniType } from 'zod/mini';
import { type FormFault, formError, type Path, type RuleReference } from './errors.ts';

const SCHEMA_DOC = 'https://github.com/discord/discord-api-spec';

/** The parts of zod's issues that are read here. */
interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly input?: unknown;
  readonly expected?: string;
  readonly format?: string;
  readonly values?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/**
 * Checks a body against one of Discord's own schemas.
 *
 * Where Discord's documentation allows more than the schema, the documentation wins (see `isWronglyRefused`).
 *
 * @param prefix where the body stands in the request, such as `['data']`
 * @throws DiscordError 50035 that lists every fault
 */
export function checkSchema<Body>(schema: ZodMiniType, name: string, body: unknown, prefix: Path = []): Body {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return body as Body;
  const rule = { name: `schema ${name}`, doc: SCHEMA_DOC };
  const [first, ...rest] = faultsOf(result.error.issues as readonly Issue[], prefix, rule);
  if (!first) return body as Body;
  throw formError([first, ...rest]);
}

function faultsOf(issues: readonly Issue[], prefix: Path, rule: RuleReference): FormFault[] {
  return issues.flatMap((issue) => {
    if (isWronglyRefused(issue)) return [];
    const path = [...prefix, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
    if (issue.code === 'invalid_union') return unionFaults(issue, path, rule);
    return [{ path, ...describe(issue), rule }];
  });
}

/**
 * - Permissions travel as strings since API v8, the schema says number.
 *   https://docs.discord.com/developers/topics/permissions
 * - Timestamps are ISO 8601, with any offset; the schema wants a Z.
 *   https://docs.discord.com/developers/reference#iso8601-date-time
 */
function isWronglyRefused({ path, input, code, format }: Issue): boolean {
  if (path.at(-1) === 'default_member_permissions') return typeof input === 'string' && /^\d+$/.test(input);
  if (code !== 'invalid_format' || format !== 'datetime' || typeof input !== 'string') return false;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(input) && !Number.isNaN(Date.parse(input));
}

/** Of the alternatives, the one whose `type` was asked for tells what is really wrong. */
function unionFaults(issue: Issue, path: Path, rule: RuleReference): FormFault[] {
  const branches = issue.errors ?? [];
  const isAboutType = (one: Issue) =>
    one.code === 'invalid_value' && one.path.length === 1 && one.path[0] === 'type';
  const meant = branches.filter((branch) => !branch.some(isAboutType));
  const types = branches.flatMap((branch) =>
    branch.filter(isAboutType).flatMap(({ values }) => values ?? []),
  );
  if (types.length === 0 || meant.length > 0) {
    const closest = (meant.length > 0 ? meant : branches).toSorted((a, b) => a.length - b.length)[0] ?? [];
    return faultsOf(closest, path, rule);
  }
  return [typeFault(issue.input, types, path, rule)];
}

function typeFault(input: unknown, types: readonly unknown[], path: Path, rule: RuleReference): FormFault {
  const hasType = typeof input === 'object' && input !== null && 'type' in input;
  const at = [...path, 'type'];
  if (!hasType) return { path: at, code: 'BASE_TYPE_REQUIRED', message: 'This field is required', rule };
  const message = `Value of field "type" must be one of (${types.join(', ')}).`;
  return { path: at, code: 'UNION_TYPE_CHOICES', message, rule };
}

function describe(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue);
    case 'too_big':
    case 'too_small':
      return describeSize(issue);
    case 'invalid_value':
      return {
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${(issue.values ?? []).join(', ')}}.`,
      };
    case 'invalid_format':
      return describeFormat(issue);
    default:
      return { code: 'BASE_TYPE_INVALID', message: 'The value is not valid here.' };
  }
}

function describeType({ input, expected = '' }: Issue): { code: string; message: string } {
  if (input === undefined || input === null) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  const shown = JSON.stringify(input)?.slice(0, 60);
  if (expected === 'number' || expected === 'int') {
    return { code: 'NUMBER_TYPE_COERCE', message: `Value ${shown} is not ${expected}.` };
  }
  if (expected === 'array') {
    return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
  }
  if (expected === 'object' || expected === 'record') {
    return {
      code: 'MODEL_TYPE_CONVERT',
      message: 'Only dictionaries may be used in a ModelType',
    };
  }
  return {
    code: `${expected.toUpperCase()}_TYPE_CONVERT`,
    message: `Could not interpret ${shown} as ${expected}.`,
  };
}

function describeSize({ code, origin, minimum, maximum }: Issue): { code: string; message: string } {
  const isNumber = origin === 'number' || origin === 'int' || origin === 'bigint';
  if (isNumber) {
    return code === 'too_big'
      ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${maximum}.` }
      : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${minimum}.` };
  }
  return code === 'too_big'
    ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${maximum} or fewer in length.` }
    : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${minimum} or more in length.` };
}

function describeFormat({ format, input }: Issue): { code: string; message: string } {
  if (format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
  if (format === 'datetime') {
    return {
      code: 'DATE_TIME_TYPE_PARSE',
      message: `Could not parse ${String(input)}. Should be ISO8601.`,
    };
  }
  return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
}
