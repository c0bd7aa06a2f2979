import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { Events } from 'discord.js';
import { pino } from 'pino';
import type { State } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import { loadFacts } from '../../src/data/load.ts';
import { createClient } from '../../src/discord/client.ts';
import { createDispatch } from '../../src/discord/dispatch.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { ChartDrawer } from '../../src/replies/charts/drawer.ts';
import { buildAside } from '../../src/search/background.ts';
import { PackedRecords } from '../../src/search/packed-records.ts';
import { Search } from '../../src/search/search.ts';

// The bot's own parts, started as main.ts starts them, with as many made-up records as the first argument says. They are
// loaded while it is connected; its parent is told when that begins, and then how long that took and how long the loop was ever held up.

const log = pino({ level: 'silent' });
const now = () => Temporal.Now.instant();
const facts = await loadFacts(join(import.meta.dirname, '../../facts'), {
  loadedBy: 'bench',
  now: now(),
  number: 1,
});
let search = Search.build(facts);
const charts = new ChartDrawer();
const context = (): State => ({ facts, search, now: now(), charts });
const apiUrl = process.env.DISCORD_API_URL ?? '';
const onInteraction = createDispatch({ commands, context, log });
const client = createClient({ apiUrl, onInteraction, onFatal: () => process.exit(1), log });
process.once('SIGTERM', () => void client.destroy());
const ready = once(client, Events.ClientReady);
await client.login(process.env.DISCORD_TOKEN);
await ready;
const bodies = commands.map(({ data }) => data);
await registerCommands({
  rest: client.rest,
  applicationId: client.application?.id ?? '',
  guildId: undefined,
  commands: bodies,
  log,
});

const worker = new Worker(new URL('./generate-worker.ts', import.meta.url), {
  workerData: { records: Number(process.argv[2]), seed: 1 },
});
const [packed] = await once(worker, 'message');
process.send?.({ isLoading: true });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const startedAt = performance.now();
search = (await buildAside(new PackedRecords(packed))).search;
const seconds = (performance.now() - startedAt) / 1000;
search.suggest('tactical');
delay.disable();
process.send?.({ seconds, longestHoldMs: delay.max / 1e6 });
