import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import { commands } from './commands/index.ts';
import type { Config } from './config.ts';
import { GatewayWatch } from './discord/gateway-watch.ts';
import { healthOf, type State } from './metrics/health.ts';
import type { Meter } from './metrics/meter.ts';
import { type Page, plain, servePages } from './metrics/server.ts';
import { lookAtStore } from './metrics/store-look.ts';
import { timeSearches } from './metrics/timed-search.ts';
import type { Served } from './revisions/served.ts';
import type { Searcher } from './search/search.ts';
import type { Store } from './store/store.ts';

// The part of `main.ts` that builds what counts, and what shows it.

export interface MetricsOptions {
  readonly config: Config;
  readonly store?: Store | undefined;
  readonly served: () => Served;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

type Timed = Omit<Served, 'search'> & { readonly search: Searcher };

/** Counting, and where the counts are shown. Where nobody asked for it: nothing. */
export interface Counting {
  /** Absent: nobody counts. */
  readonly meter: Meter | undefined;
  /** What questions are answered from, its searches timed. */
  readonly timed: (served: () => Served) => () => Timed;
  /** Shows health and metrics of a client that has not logged in yet. @throws UserError if the port is not to be had */
  show(client: Client): Promise<void>;
  stop(): Promise<void>;
}

const NONE: Counting = {
  meter: undefined,
  timed: (served) => served,
  show: async () => undefined,
  stop: async () => undefined,
};

export async function openMetrics({ config, store, served, now, log }: MetricsOptions): Promise<Counting> {
  const { metricsHost: host, metricsPort: port } = config;
  if (port === undefined) return NONE;
  // Imported when needed: it takes time and memory that others do not need.
  const { createMetrics } = await import('./metrics/prometheus.ts');
  const metrics = createMetrics(commands.map(({ data }) => data.name));
  const timed = timeSearches(metrics);
  const look = store === undefined ? async () => undefined : lookAtStore(store);
  let stop = async () => {};
  return {
    meter: metrics,
    timed: (source) => () => {
      const { facts, search } = source();
      return { facts, search: timed(search) };
    },
    show: async (client) => {
      const gateway = new GatewayWatch(client, now);
      const stateNow = async (): Promise<State> => ({
        gateway: gateway.state,
        storeAnswers: await look(),
        revision: served().facts.revision.number,
      });
      const showHealth = async (): Promise<Page> => {
        const { isHealthy, sentence } = healthOf(await stateNow());
        return plain(isHealthy ? 200 : 503, sentence);
      };
      const showMetrics = async (): Promise<Page> => ({
        status: 200,
        contentType: metrics.contentType,
        text: await metrics.render(await stateNow()),
      });
      stop = await servePages({
        host,
        port,
        pages: { '/healthz': showHealth, '/metrics': showMetrics },
        log,
      });
    },
    stop: () => stop(),
  };
}
