import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../../src/reminders/send-rows.ts';
import { type Fault, type Standin, startStandin } from '../../standin/index.ts';
import type { Setup } from './child.ts';
import { type Count, countDelivered } from './count.ts';
import { type Crash, Fleet } from './fleet.ts';
import { FIRST, momentsOf } from './year.ts';

export interface RunOptions {
  readonly channels: number;
  readonly meetings: number;
  /** Zones of the servers; the channels are spread over them. */
  readonly zones: readonly string[];
  /** The zone of the machine on which the bot runs. */
  readonly machineZone: string;
  /** PGlite in `folder` if absent. */
  readonly databaseUrl?: string | undefined;
  readonly folder: string;
  /** Bots on one database; one in a folder. */
  readonly processes?: number | undefined;
  readonly random: () => number;
  /** Where to die at a moment, if anywhere. */
  readonly crashAt: (moment: number) => Step | undefined;
  /** Whether something breaks between bot and Discord at a moment. */
  readonly hasFaults: boolean;
  /** Takes the database away and brings it back. */
  readonly restartDatabase?: (() => Promise<void>) | undefined;
  readonly onProgress?: (figures: Figures) => void;
}

export interface Figures extends Count {
  readonly kills: number;
  readonly faults: number;
  readonly databaseRestarts: number;
  /** What each process has delivered. */
  readonly shares: readonly number[];
  /** What the ledger says of rows that were not sent: why. */
  readonly unsent: readonly object[];
}

/** Nothing of the dead is on its way any more when Discord has heard nothing for so long. */
const QUIET_MS = 500;

const FAULTS = [
  '429',
  '5xx-before',
  '5xx-after',
  'cut',
  'cut-after',
] as const satisfies readonly Fault['kind'][];

/** Runs a year through bots in processes of their own, which are killed again and again, and counts what each channel got. */
export async function runYear(options: RunOptions): Promise<Figures> {
  const { zones, channels, meetings, databaseUrl, folder, machineZone, random, processes = 1 } = options;
  let virtual = FIRST.epochMilliseconds;
  let real = Date.now();
  // Discord's clock goes with the bots', and runs on while theirs stand still: its limits are of real time.
  const now = () => virtual + (Date.now() - real);
  const standin = await startStandin({
    now,
    limits: { globalPerSecond: 1_000_000 },
    guilds: guildsOf(zones, channels),
  });
  const setTime = (at: Temporal.Instant) => {
    virtual = Math.max(now(), at.epochMilliseconds);
    real = Date.now();
  };
  const { url, token, applicationId } = standin;
  const setup = { url, token, applicationId, meetings, databaseUrl, folder };
  const fleet = new Fleet({ size: processes, machineZone, setup, setTime });
  let [faults, databaseRestarts] = [0, 0];
  const figures = (): Figures => {
    const { kills, shares, unsent } = fleet;
    return { ...countDelivered(standin, meetings), kills, faults, databaseRestarts, shares, unsent };
  };
  try {
    await fleet.start(FIRST, subscriptionsOf(standin, zones));
    for (const [i, moment] of momentsOf(meetings, zones).entries()) {
      if (options.hasFaults) faults += addFaults(standin, random);
      const step = options.crashAt(i);
      // Not both at once: a bot that is started while its database is down ends, as it should.
      const restart = step === undefined && random() < 0.2 ? options.restartDatabase : undefined;
      if (restart !== undefined) databaseRestarts += 1;
      const crash = step && crashOf(step, options, processes);
      const [areAlive] = await Promise.all([fleet.goTo(moment, crash), restart?.()]);
      if (!areAlive) {
        await hasArrived(standin);
        await bringBack(fleet, moment, random);
      }
      options.onProgress?.(figures());
    }
    return figures();
  } finally {
    await fleet.end();
    await standin.stop();
  }
}

function guildsOf(zones: readonly string[], channels: number) {
  const perServer = Math.ceil(channels / zones.length);
  return zones.map((zone, i) => ({
    name: zone,
    channels: Array.from({ length: Math.min(perServer, channels - i * perServer) }, (_, n) => ({
      name: `c${n}`,
    })),
  }));
}

function subscriptionsOf(standin: Standin, zones: readonly string[]): Setup['subscribe'] {
  return standin.guilds.map(({ id, channels }, i) => ({
    serverId: id,
    zone: zones[i] ?? 'UTC',
    channelIds: channels.map((channel) => channel.id),
  }));
}

/** One of the bots dies, and of several sometimes all. */
function crashOf(step: Step, { random, channels }: RunOptions, processes: number): Crash {
  const isPerRow = step === 'before the send' || step === 'after the send' || step === 'after the mark';
  const nth = 1 + Math.floor(random() * (isPerRow ? Math.min(channels / processes, 50) : 1));
  const all = Array.from({ length: processes }, (_, i) => i);
  if (processes === 1 || random() < 0.2) return { step, nth, victims: all };
  return { step, nth, victims: [Math.floor(random() * processes)] };
}

/**
 * What the dead had sent still arrives, in its own time: were the clock to jump first, Discord would have forgotten a nonce
 * within a millisecond, and take a second try of the same for another message.
 */
async function hasArrived(standin: Standin): Promise<void> {
  let last = performance.now();
  const end = standin.onRequest(() => {
    last = performance.now();
  });
  while (performance.now() - last < QUIET_MS) await sleep(QUIET_MS / 10);
  end();
}

/** Sometimes at once, sometimes when Discord has forgotten every nonce. */
async function bringBack(fleet: Fleet, moment: Temporal.Instant, random: () => number): Promise<void> {
  const back = moment.add(random() < 0.5 ? { seconds: 20 } : { minutes: 15 });
  await fleet.start(back);
  await fleet.goTo(back);
}

function addFaults(standin: Standin, random: () => number): number {
  const times = Math.floor(random() * 4);
  const kind = FAULTS[Math.floor(random() * FAULTS.length)] ?? '429';
  if (times > 0)
    standin.fault({ match: { method: 'POST', path: /messages$/ }, kind, times, retryAfterMs: 50 });
  return times;
}
