import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Facts } from '../data/facts.ts';
import type { Meter } from '../metrics/meter.ts';
import type { Search } from '../search/search.ts';
import { countProcesses } from '../store/processes.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels.ts';
import { clean } from './clean.ts';
import { planCorrections } from './corrections.ts';
import { CLEAN, createBoss, MIRROR, SEND, type SendJob, startBoss, TICK, wake } from './jobs.ts';
import { type Known, know } from './known.ts';
import { forgottenRows, insertRows, outdatedTold, seeMeetings } from './ledger.ts';
import { startKey } from './meeting.ts';
import { mirror } from './mirror.ts';
import type { Planned, PlannedRow } from './plan.ts';
import { planInSlices } from './plan-in-slices.ts';
import { type SendOptions, type Step, sendRows } from './send-rows.ts';
import { allSubscriptions } from './subscriptions.ts';

export interface RemindersOptions {
  readonly store: Store;
  readonly channels: Channels;
  /** The state to plan from, read anew each time. */
  readonly known: () => { readonly facts: Facts; readonly search: Search };
  readonly now: () => Temporal.Instant;
  /** pg-boss's source of time; it must tell the same time as `now`. The system's if absent. */
  readonly clock?: Clock | undefined;
  readonly log: Logger;
  /** Hears what became of each reminder. */
  readonly meter?: Pick<Meter, 'reminded'> | undefined;
  readonly onStep?: ((step: Step) => void) | undefined;
}

/**
 * Jobs are made this far ahead, so that a reminder goes out when it is due. A tick comes every minute; the one of a process that
 * died holds up the others for its ninety seconds, and up to a minute more until pg-boss looks.
 */
const AHEAD = { seconds: 240 };
/** Rows and jobs of one transaction: few enough not to hold up anybody else. */
const CHUNK = 100;
/** After each, for those who ask questions: there are minutes until the rows are due. */
const PAUSE_MS = 10;
/** Processes come and go: what Discord takes from all of them is divided anew this often. */
const SHARE_EVERY = { seconds: 30 };
/** Rows owed for longer than this were owed again, or have lost their job, or their job waits for its next attempt. */
const FORGOTTEN_AFTER = { minutes: 2 };
const FORGOTTEN_AT_ONCE = 1000;
/** Jobs that a worker takes at once, of twenty rows each: two or more, or pg-boss would wait after each. */
const BATCH = 2;
const WORKERS = 3;

/** Plans, sends and corrects reminders while it runs. The ledger is the truth; jobs only wake. */
export class Reminders {
  readonly #options: RemindersOptions;
  readonly #boss: PgBoss;
  #starting: Promise<void> | undefined;
  #firstTick: Promise<void> | undefined;
  #known: Known | undefined;
  #sharedAt: Temporal.Instant | undefined;
  /** Of which facts the ledger knows the meetings, and since when. */
  #seen: { readonly facts: Facts; readonly at: ReadonlyMap<string, Temporal.Instant> } | undefined;
  /** All that was due by then has been planned by this process, from those facts. */
  #planned: (Planned & { readonly facts: Facts }) | undefined;

  constructor(options: RemindersOptions) {
    this.#options = options;
    this.#boss = createBoss(options.store, options.clock, options.log);
  }

  /** @throws StoreUnavailable if the database does not answer */
  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  async #start(): Promise<void> {
    const boss = this.#boss;
    await startBoss(boss, this.#options.store);
    await boss.work(TICK, { pollingIntervalSeconds: 5 }, () => this.tick());
    await boss.work(MIRROR, { pollingIntervalSeconds: 30 }, () => this.mirror());
    await boss.work(CLEAN, { pollingIntervalSeconds: 30 }, () => clean(this.#options));
    const options = {
      batchSize: BATCH,
      localConcurrency: WORKERS,
      burstWhenBatchFull: true,
      perJobResults: true,
    };
    await boss.work<SendJob, unknown, { perJobResults: true }>(
      SEND,
      { ...options, perJobResults: true },
      async (jobs) => {
        await this.#shareRequests();
        const again = await sendRows(
          this.#sendOptions(),
          jobs.flatMap(({ data }) => data.rows),
        );
        return jobs.map(({ id, data: { rows } }) => {
          const reason = rows.map((row) => again.get(row)).find((one) => one !== undefined);
          return reason === undefined
            ? { id, status: 'completed' as const }
            : { id, status: 'failed' as const, output: { reason } };
        });
      },
    );
    await boss.schedule(TICK, '* * * * *');
    await boss.schedule(MIRROR, '*/10 * * * *');
    await boss.schedule(CLEAN, '17 * * * *');
    // At once, and not by a job: the job of a process that was killed in its tick would stand in the way.
    this.#firstTick = this.tick().catch((error: unknown) => {
      this.#options.log.error(
        { err: error },
        'the first look at what is due failed; the next comes in a minute',
      );
    });
  }

  /** Lets messages under way arrive, and ends. What is not sent by then is owed, and goes out after the next start. */
  async stop(withinMs: number): Promise<void> {
    // Whoever started it hears of an error.
    await this.#starting?.catch(() => undefined);
    await this.#firstTick;
    await this.#boss.stop({ graceful: true, timeout: withinMs, close: false });
  }

  /** Writes what is due into the ledger, with the jobs that wake those who send it. Safe at any time, in any process. */
  async tick(): Promise<void> {
    const { store, now, log } = this.#options;
    const startedAt = performance.now();
    const at = now();
    const until = at.add(AHEAD);
    const known = this.known();
    const seen = await this.#see(known, at);
    const told = await outdatedTold(store, known.current);
    const isTold = new Set(
      told.map(
        ({ subscriptionId, engagementId }) => `${subscriptionId} ${known.byRecord.get(engagementId)?.id}`,
      ),
    );
    const subscriptions = await allSubscriptions(store);
    const rows = planInSlices({
      meetings: known.meetings,
      subscriptions,
      matches: known.matches,
      firstSeen: ({ id, record }) => seen.get(`${id} ${startKey(record.when)}`) ?? at,
      wasTold: (subscriptionId, meetingId) => isTold.has(`${subscriptionId} ${meetingId}`),
      now: at,
      planned: this.#planned?.facts === known.facts ? this.#planned : undefined,
      until,
    });
    // Corrections come second: a crash in between leaves them to the next tick, and no reminder twice.
    const reminders = await this.#write(rows);
    const corrections = await this.#write(planCorrections(told, known.meetings, at));
    if (reminders + corrections > 0) {
      const ms = Math.round(performance.now() - startedAt);
      log.info({ reminders, corrections, ms }, 'reminders are owed');
    }
    const zones = new Map(subscriptions.map(({ serverId, zone }) => [serverId, zone]));
    this.#planned = { facts: known.facts, at, until, zones };
    const forgotten = await forgottenRows(store, at.subtract(FORGOTTEN_AFTER), FORGOTTEN_AT_ONCE);
    await wake(
      this.#boss,
      forgotten.map((id) => ({ id })),
    );
  }

  /** Shows upcoming meetings as scheduled events, where a server asked for it. Safe at any time. */
  mirror(): Promise<void> {
    const { meetings, matches } = this.known();
    return mirror({ ...this.#options, meetings, matches });
  }

  /** The meetings of the present facts. */
  known(): Known {
    const { facts, search } = this.#options.known();
    if (this.#known?.facts !== facts) this.#known = know(facts, search);
    return this.#known;
  }

  async #see(
    { facts, meetings }: Known,
    at: Temporal.Instant,
  ): Promise<ReadonlyMap<string, Temporal.Instant>> {
    if (this.#seen?.facts !== facts) {
      const starts = meetings.map(({ id, record }) => ({ id, start: startKey(record.when) }));
      this.#seen = { facts, at: await seeMeetings(this.#options.store, starts, at) };
    }
    return this.#seen.at;
  }

  /** @returns how many of them are new and owed */
  async #write(rows: AsyncIterable<PlannedRow> | Iterable<PlannedRow>): Promise<number> {
    const { store, now, onStep, meter } = this.#options;
    let written = 0;
    for await (const chunk of chunked(rows, CHUNK)) {
      onStep?.('before the row');
      const skipped = await store.transaction(async (tx) => {
        const { owed, skipped } = await insertRows(tx, chunk, now());
        onStep?.('after the row, before its job');
        await wake(this.#boss, owed, tx);
        written += owed.length;
        return skipped;
      });
      for (const reason of skipped) meter?.reminded('skipped', reason);
      onStep?.('after the row');
      await sleep(PAUSE_MS);
    }
    return written;
  }

  async #shareRequests(): Promise<void> {
    const { store, channels, now } = this.#options;
    if (this.#sharedAt && Temporal.Instant.compare(this.#sharedAt.add(SHARE_EVERY), now()) > 0) return;
    this.#sharedAt = now();
    channels.shareRequests(await countProcesses(store));
  }

  #sendOptions(): SendOptions {
    const { onStep = () => undefined, ...options } = this.#options;
    return { ...options, onStep, findMeeting: (id) => this.known().byRecord.get(id) };
  }
}

async function* chunked<T>(items: AsyncIterable<T> | Iterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
