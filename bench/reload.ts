import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { PermissionFlagsBits } from 'discord.js';
import { type Reply, type Standin, type StandinUser, startStandin } from '../standin/index.ts';
import { writeAidTable } from './aid-table.ts';
import { holdUpDuring, type Stretches } from './hold-up.ts';
import { quantile } from './quantile.ts';
import { START_FLAGS } from './started.ts';

// Reloads a table of so many rows (a million unless said) through Discord into a bot that serves another, while somebody asks it
// questions, and says for how long the bot's thread was busy at a stretch. Beside it what reading the same file in one go does:
// `npm run bench:reload -- 300000`. With DATABASE_URL over a PostgreSQL.

const ROWS = Number(process.argv[2] ?? 1_000_000);
/** The stand-in waits so long for an answer that was announced, as Discord does. */
const DEFERRED_ANSWER_MS = 15 * 60_000;
const QUESTIONS = [
  ['/total', { kind: 'obligated' }],
  ['/find', { text: 'Country 17' }],
  ['/total', { recipient: 'Country 3' }],
  ['/source', { name: 'aid' }],
  ['/find', { text: 'zzzz' }],
] as const;
const BETWEEN_QUESTIONS_MS = 100;

interface Told extends Stretches {
  readonly residentMb: number;
}

class Bench {
  readonly #bot: ChildProcess;
  readonly #times: number[] = [];
  #revisions = new Set<string>();
  #isOver = false;

  constructor(bot: ChildProcess) {
    this.#bot = bot;
  }

  /** Asks one question after the other, until it is over. */
  async ask(user: StandinUser): Promise<void> {
    for (let number = 0; !this.#isOver; number += 1) {
      const began = performance.now();
      const [command, options] = QUESTIONS[number % QUESTIONS.length] ?? QUESTIONS[0];
      const reply = await user.run(command, options);
      this.#times.push(performance.now() - began);
      const revision = /revision \d+/.exec(JSON.stringify(reply.embeds))?.[0];
      if (revision !== undefined) this.#revisions.add(revision);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_QUESTIONS_MS));
    }
  }

  async report(
    name: string,
    work: () => Promise<Reply>,
  ): Promise<{ readonly reply: Reply; readonly told: Told }> {
    await this.#tell();
    this.#times.length = 0;
    this.#revisions = new Set();
    const began = performance.now();
    const reply = await work();
    const seconds = (performance.now() - began) / 1000;
    const told = await this.#tell();
    const sorted = this.#times.toSorted((a, b) => a - b);
    console.log(
      `${name}: ${seconds.toFixed(1)} s; held up at most ${told.worstMs.toFixed(0)} ms, over 20 ms ${told.over20} times; ` +
        `${sorted.length} answers meanwhile, of ${[...this.#revisions].join(' and ')}, p50 ${quantile(sorted, 0.5).toFixed(1)} ms, ` +
        `p99 ${quantile(sorted, 0.99).toFixed(1)} ms; resident ${told.residentMb.toFixed(0)} MB`,
    );
    return { reply, told };
  }

  end(): void {
    this.#isOver = true;
  }

  async #tell(): Promise<Told> {
    this.#bot.send('tell');
    const [told] = await once(this.#bot, 'message');
    return told;
  }
}

/** What a program does that empties its cache and reads the file again. */
async function readInOneGo(table: string): Promise<Map<number, unknown>> {
  const rows: unknown[] = parse(await readFile(table), { columns: true, bom: true });
  return new Map(rows.map((row, index) => [index, row]));
}

async function startBot(standin: Standin, root: string, adminId: string): Promise<ChildProcess> {
  const bot = fork(join(import.meta.dirname, 'bots', 'reloading.ts'), {
    execArgv: START_FLAGS,
    env: {
      ...process.env,
      DISCORD_TOKEN: standin.token,
      DISCORD_API_URL: standin.url,
      DISCORD_CDN_URL: new URL(standin.url).origin,
      ADMIN_USER_IDS: adminId,
      DATA_DIR: join(root, 'data'),
      FACTS_DIR: join(root, 'facts'),
    },
  });
  await once(bot, 'message');
  return bot;
}

async function run(standin: Standin, root: string): Promise<void> {
  const admin = standin.user('admin', { permissions: PermissionFlagsBits.Administrator });
  const factsDir = join(root, 'facts');
  const table = await writeAidTable(factsDir, ROWS);
  const bot = await startBot(standin, root, admin.id);
  const bench = new Bench(bot);
  const asking = bench.ask(standin.user('ana'));
  const worst: number[] = [];
  for (const shift of [1, 2]) {
    await writeAidTable(factsDir, ROWS, shift);
    const preview = await bench.report('preview', () => admin.run('/facts reload'));
    const applied = await bench.report('apply', () => admin.click(preview.reply, { label: 'Apply' }));
    console.log(`  ${applied.reply.embeds[0]?.title}`);
    worst.push(preview.told.worstMs, applied.told.worstMs);
  }
  bench.end();
  await asking;
  bot.kill();
  await once(bot, 'exit');
  const { worstMs } = await holdUpDuring(() => readInOneGo(table));
  const ratio = worstMs / Math.max(...worst);
  console.log(
    `read in one go: held up ${worstMs.toFixed(0)} ms, ${ratio.toFixed(0)} times as long as ours at most`,
  );
}

const root = await mkdtemp(join(tmpdir(), 'bench-reload-'));
const standin = await startStandin({ limits: { deferredAnswerMs: DEFERRED_ANSWER_MS } });
try {
  await run(standin, root);
} finally {
  await standin.stop();
  await rm(root, { recursive: true });
}
