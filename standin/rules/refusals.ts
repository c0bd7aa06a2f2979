import { DiscordError, type RuleReference } from '../errors.ts';

const DOCS = 'https://docs.discord.com/developers';
const CODES = `${DOCS}/topics/opcodes-and-status-codes`;

interface Refused extends RuleReference {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** What a route finds missing or not allowed while it looks things up, before any body is checked. */
const REFUSED = {
  pathUnknown: {
    name: 'path-known',
    doc: `${CODES}#http-http-response-codes`,
    status: 404,
    code: 0,
    message: '404: Not Found',
  },
  methodWrong: {
    name: 'method-allowed',
    doc: `${CODES}#http-http-response-codes`,
    status: 405,
    code: 0,
    message: '405: Method Not Allowed',
  },
  versionWrong: {
    name: 'api-version',
    doc: `${DOCS}/reference#api-versioning`,
    status: 400,
    code: 50041,
    message: 'Invalid API version provided.',
  },
  unauthorized: {
    name: 'authorization',
    doc: `${DOCS}/reference#authentication`,
    status: 401,
    code: 0,
    message: '401: Unauthorized',
  },
  jsonInvalid: {
    name: 'body-is-json',
    doc: `${CODES}#json-json-error-codes`,
    status: 400,
    code: 50109,
    message: 'The request body contains invalid JSON.',
  },
  formInvalid: {
    name: 'multipart-readable',
    doc: `${DOCS}/reference#uploading-files`,
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
  },
  contentTypeWrong: {
    name: 'content-type',
    doc: `${DOCS}/reference#http-api`,
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
  },
  userUnknown: {
    name: 'user-known',
    doc: `${DOCS}/resources/user#get-user`,
    status: 404,
    code: 10013,
    message: 'Unknown User',
  },
  memberUnknown: {
    name: 'member-known',
    doc: `${DOCS}/resources/guild#get-guild-member`,
    status: 404,
    code: 10007,
    message: 'Unknown Member',
  },
  roleUnknown: {
    name: 'role-known',
    doc: `${DOCS}/resources/guild#get-guild-role`,
    status: 404,
    code: 10011,
    message: 'Unknown Role',
  },
  messageUnknown: {
    name: 'message-known',
    doc: `${DOCS}/resources/message#get-channel-message`,
    status: 404,
    code: 10008,
    message: 'Unknown Message',
  },
  messageForeign: {
    name: 'edit-own-messages',
    doc: `${DOCS}/resources/message#edit-message`,
    status: 403,
    code: 50005,
    message: 'Cannot edit a message authored by another user',
  },
  eventUnknown: {
    name: 'event-known',
    doc: `${DOCS}/resources/guild-scheduled-event#get-guild-scheduled-event`,
    status: 404,
    code: 10070,
    message: 'Unknown Guild Scheduled Event',
  },
  commandUnknown: {
    name: 'command-known',
    doc: `${DOCS}/interactions/application-commands#get-global-application-command`,
    status: 404,
    code: 10063,
    message: 'Unknown application command',
  },
  applicationForeign: {
    name: 'own-application',
    doc: `${CODES}#json-json-error-codes`,
    status: 403,
    code: 20012,
    message: 'You are not authorized to perform this action on this application',
  },
} as const satisfies Record<string, Refused>;

export const REFUSALS: readonly RuleReference[] = Object.values(REFUSED);

/** The error to throw. */
export function refusal(kind: keyof typeof REFUSED): DiscordError {
  const rule = REFUSED[kind];
  return new DiscordError(rule.status, rule.code, rule.message, rule);
}
