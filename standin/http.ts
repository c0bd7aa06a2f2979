import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { DiscordError, describeRefusal, type RuleReference, StandinError } from './errors.ts';
import { type Fault, Faults } from './faults.ts';
import { type RequestBody, readBody } from './multipart.ts';
import { DEFAULT_LIMIT, RateLimits, type Verdict } from './ratelimits.ts';
import { RequestListeners } from './requests.ts';
import type { ApiAnswer, ApiRequest, Match, Router } from './router.ts';
import { refusal } from './rules/refusals.ts';

/** A request that Discord would have refused (rate limits apart), kept so that a test can say there was none. */
export interface Refusal {
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly rule: RuleReference;
  /** The `errors` of an invalid form, nested by path. */
  readonly errors: object | undefined;
  readonly body: unknown;
}

/** What became known of a request on its way. */
interface Asked {
  request?: ApiRequest;
  refusal?: Refusal;
}

/** Of a message, or given with a command. */
const ATTACHMENT = /^\/(?:ephemeral-)?attachments\//;
const API = /^\/api\/v(\d+)(?=\/)/;

/** The HTTP side: reads a request, lets faults and limits have their say, asks the route, answers. */
export class HttpApi {
  readonly refusals: Refusal[] = [];
  readonly faults = new Faults();
  readonly listeners = new RequestListeners();
  readonly server: Server;
  readonly #core: Core;
  readonly #router: Router;
  readonly #limits: RateLimits;

  constructor(core: Core, router: Router) {
    this.#core = core;
    this.#router = router;
    this.#limits = new RateLimits(core.now, core.limits.globalPerSecond);
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        // Whoever asked is gone, as a bot that was killed is.
        if (request.destroyed && !request.complete) return;
        // Our own mistake, not the bot's: loud on both sides.
        console.error('stand-in:', error);
        send(response, { status: 500, body: { message: `Stand-in failed: ${error}`, code: 0 } });
      });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? 'GET';
    if (ATTACHMENT.test(pathname)) return this.#serveAttachment(pathname, response);
    const path = pathname.replace(API, '');
    let body: RequestBody = { json: undefined, files: [] };
    const asked: Asked = {};
    this.#watch(response, { method, path }, asked);
    let headers: Readonly<Record<string, string>> = {};
    try {
      const match = this.#route(request, pathname, path);
      const verdict = this.#ask(match);
      headers = verdict.headers;
      body = await readBody(request);
      const arrivedAt = performance.now();
      const fault = verdict.retryAfterMs === undefined ? this.faults.take(method, path) : undefined;
      if (verdict.retryAfterMs !== undefined) return refuseForNow(response, verdict);
      if (fault && strikeBefore(fault, response)) return;
      const { json, files } = body;
      asked.request = { params: match.params, query: searchParams, body: json, files, arrivedAt };
      const answer = match.route.handle(asked.request);
      if (fault) return strikeAfter(fault, response);
      send(response, answer, headers);
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      // An unread body would be taken for the next request on this connection.
      request.resume();
      asked.refusal = this.#refuse(error, { method, path, body: body.json }, asked.request);
      send(response, { status: error.status, body: error.toJSON() }, headers);
    }
  }

  #route(request: IncomingMessage, pathname: string, path: string): Match {
    const version = API.exec(pathname)?.[1];
    if (version !== undefined && version !== '10') {
      throw refusal('versionWrong');
    }
    const match = version === undefined ? undefined : this.#router.match(request.method ?? 'GET', path);
    if (match === undefined) throw refusal('pathUnknown');
    if (match === 'method') throw refusal('methodWrong');
    const isAuthorized = request.headers.authorization === `Bot ${this.#core.token}`;
    if (match.route.needsBot !== false && !isAuthorized) {
      throw refusal('unauthorized');
    }
    return match;
  }

  #ask({ route, params }: Match): Verdict {
    return this.#limits.ask({
      bucket: `${route.method} ${route.path}`,
      major: params.channel ?? params.guild ?? params.token ?? '',
      limit: route.limit ?? DEFAULT_LIMIT,
      countsGlobally: !route.outsideGlobalLimit,
    });
  }

  #refuse(
    error: DiscordError,
    from: { method: string; path: string; body: unknown },
    request: ApiRequest | undefined,
  ): Refusal {
    const { status, code, message, rule, errors } = error;
    const refused: Refusal = { ...from, status, code, message, rule, errors };
    this.refusals.push(refused);
    const interaction = request?.interaction;
    // A second first answer does not take the first away from the user.
    if (!interaction || code === 40060) return refused;
    const text = `Discord refused the bot's answer to ${interaction.what}: ${describeRefusal(error)}`;
    interaction.answer.reject(new StandinError(text));
    return refused;
  }

  /** Tells of the request when it has ended, however it ends. */
  #watch(response: ServerResponse, what: { method: string; path: string }, asked: Asked): void {
    const cameAt = performance.now();
    response.once('close', () => {
      const { request, refusal } = asked;
      const interaction = request?.interaction;
      this.listeners.tell({
        ...what,
        status: response.headersSent ? response.statusCode : undefined,
        tookMs: performance.now() - cameAt,
        asked: interaction &&
          request && { what: interaction.what, waitedMs: request.arrivedAt - interaction.sentAt },
        refusal,
      });
    });
  }

  #serveAttachment(pathname: string, response: ServerResponse): void {
    const [, , , id = '', name = ''] = pathname.split('/');
    const attachment = this.#core.messages.findAttachment(id) ?? this.#core.uploads.find(id);
    if (!attachment || encodeURIComponent(attachment.filename) !== name) {
      send(response, { status: 404 });
      return;
    }
    response.writeHead(200, {
      'content-type': attachment.contentType,
      'content-length': attachment.data.byteLength,
    });
    response.end(attachment.data);
  }
}

function send(response: ServerResponse, { status, body }: ApiAnswer, headers = {}): void {
  if (response.headersSent) return;
  // A content type on an empty 204 makes discord.js parse nothing and fail.
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function refuseForNow(response: ServerResponse, { retryAfterMs = 0, isGlobal, headers }: Verdict): void {
  const retryAfter = retryAfterMs / 1_000;
  send(
    response,
    {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: retryAfter, global: isGlobal },
    },
    { ...headers, 'retry-after': String(Math.ceil(retryAfter)) },
  );
}

/** @returns whether the request ends here */
function strikeBefore(fault: Fault, response: ServerResponse): boolean {
  const { kind, isGlobal = false } = fault;
  if (kind === '5xx-before') sendServerError(fault, response);
  if (kind === 'cut') response.destroy();
  if (kind === '429') {
    const scope = { 'x-ratelimit-scope': isGlobal ? 'global' : 'user' };
    const headers = isGlobal ? { ...scope, 'x-ratelimit-global': 'true' } : scope;
    refuseForNow(response, { headers, isGlobal, retryAfterMs: fault.retryAfterMs ?? 100 });
  }
  return kind !== '5xx-after' && kind !== 'cut-after';
}

function strikeAfter(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'cut-after') response.destroy();
  else sendServerError(fault, response);
}

function sendServerError(fault: Fault, response: ServerResponse): void {
  const status = fault.status ?? 500;
  send(response, { status, body: { message: `${status}: Internal Server Error`, code: 0 } });
}
