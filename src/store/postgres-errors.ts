import pg from 'pg';
import { UserError } from '../errors.ts';
import { StoreUnavailable } from './store.ts';

/**
 * SQLSTATEs of a server that cannot take a query now and may later: connection exceptions, too many connections, shutting
 * down, crashed, starting up. https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const TRANSIENT = /^(?:08...|53300|57P0[123])$/;

/** What Node's sockets and `pg` say where the connection is not there or breaks. `pg` gives its own no code. */
const BROKEN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
const BROKEN_MESSAGE =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|The server does not support SSL)/i;

/** The server answers, but its PostgreSQL is older than our SQL. */
export class TooOld extends UserError {
  constructor(major: number, oldest: number) {
    super(`The database at DATABASE_URL is PostgreSQL ${major}. Use ${oldest} or newer.`);
  }
}

/** `StoreUnavailable` where the database cannot be reached; any other error as it is. */
export function asUnavailable(error: unknown): unknown {
  return isConnectionError(error) ? new StoreUnavailable(error) : error;
}

function isConnectionError(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return TRANSIENT.test(error.code ?? '');
  // Node tries every address of a name, and gives one error for each.
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return BROKEN.has(code) || BROKEN_MESSAGE.test(error.message);
}

/** What stops the start, for whoever started it. Names the server and never the password. */
export function explainStart(error: unknown, databaseUrl: string): unknown {
  if (error instanceof UserError) return error;
  const cause = error instanceof StoreUnavailable ? error.cause : error;
  const place = describeServer(databaseUrl);
  if (error instanceof StoreUnavailable) {
    return new UserError(
      `The database at ${place} cannot be reached (${reason(cause)}). Start it, or mend DATABASE_URL, and start again.`,
      { cause },
    );
  }
  if (!isRefusal(error)) return error;
  return new UserError(
    `The database at ${place} refuses us: ${reason(cause)}. Mend DATABASE_URL, and start again.`,
    { cause },
  );
}

/** The server says no, or the two cannot agree on a password or a certificate. Anything else is a bug of ours. */
function isRefusal(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return true;
  return error instanceof Error && (/^SASL|password/i.test(error.message) || 'code' in error);
}

function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return reason(cause.errors[0]);
  if (!(cause instanceof Error)) return String(cause);
  return cause.message;
}

function describeServer(databaseUrl: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
    const host = hostname === '' ? (searchParams.get('host') ?? 'localhost') : hostname;
    return `${host}:${port === '' ? '5432' : port}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
