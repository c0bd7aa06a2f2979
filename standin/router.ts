import type { Interaction } from './interactions.ts';
import type { UploadedFile } from './multipart.ts';
import type { RateLimit } from './ratelimits.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Unchecked JSON. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** When its last byte came, by `performance.now()`. */
  readonly arrivedAt: number;
  /** The interaction that the request answers; its user hears of a refusal. A route sets it as soon as it knows. */
  interaction?: Interaction;
}

export interface ApiAnswer {
  readonly status: number;
  /** Without one nothing is sent, not even a content type. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: Method;
  /** `/channels/:channel/messages` */
  readonly path: string;
  /** `false` where a token in the path, or nothing, is enough. */
  readonly needsBot?: false;
  /** Interaction routes are outside the global limit. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
  readonly outsideGlobalLimit?: true;
  readonly limit?: RateLimit;
  handle(request: ApiRequest): ApiAnswer;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Entry {
  readonly route: Route;
  readonly segments: readonly string[];
}

const split = (path: string) => path.split('/').slice(1);

/** Finds the route of a path; the routes are kept by first segment and length, so few are compared. */
export class Router {
  readonly #entries = new Map<string, Entry[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = split(route.path);
      const key = `${segments[0]}/${segments.length}`;
      this.#entries.set(key, [...(this.#entries.get(key) ?? []), { route, segments }]);
    }
  }

  /** @returns the route, `'method'` where only the method is wrong, or undefined */
  match(method: string, path: string): Match | 'method' | undefined {
    const parts = split(path).map(decode);
    const entries = this.#entries.get(`${parts[0]}/${parts.length}`) ?? [];
    const fitting = entries.filter(({ segments }) =>
      segments.every((segment, index) => segment.startsWith(':') || segment === parts[index]),
    );
    // A literal segment (`@me`) comes before a parameter, because routes are listed in that order.
    const found = fitting.find(({ route }) => route.method === method);
    if (!found) return fitting.length > 0 ? 'method' : undefined;
    const params: Record<string, string> = {};
    for (const [index, segment] of found.segments.entries()) {
      if (segment.startsWith(':')) params[segment.slice(1)] = parts[index] ?? '';
    }
    return { route: found.route, params };
  }
}

/** discord.js sends `@original` as `%40original`. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
