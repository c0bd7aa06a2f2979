import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Limits, type Standin, type StandinUser, startStandin } from '../standin/index.ts';
import { quantile } from './quantile.ts';
import { generate } from './search/generate.ts';
import { Random } from './search/random.ts';
import { readResidentMb } from './started.ts';

// Our answers against those of an empty bot on the same discord.js: each bot in a process of its own, asked in turns, so
// that whatever else the machine does falls on both. Measured is what a bot takes: from the question leaving the stand-in
// to the last byte of the answer, before the stand-in checks it, which costs more for a long answer than for “pong”.

const ROOT = join(import.meta.dirname, '..');

interface Contender {
  readonly standin: Standin;
  readonly process: ChildProcess;
  readonly user: StandinUser;
  readonly dataDir: string;
}

interface Measured {
  readonly times: number[];
  readonly wall: number;
}

interface Question {
  readonly name: string;
  ask(contenders: {
    ours: StandinUser;
    empty: StandinUser;
  }): readonly [() => Promise<unknown>, () => Promise<unknown>];
}

const QUESTIONS: readonly Question[] = [
  { name: '/total', ask: ({ ours, empty }) => [() => ours.run('/total'), () => empty.run('/ping')] },
  {
    name: '/item',
    ask: ({ ours, empty }) => [
      () => ours.run('/item', { name: 'night vision goggles' }),
      () => empty.run('/ping'),
    ],
  },
  {
    name: '/item, misspelled',
    ask: ({ ours, empty }) => [
      () => ours.run('/item', { name: 'nite vison gogles' }),
      () => empty.run('/ping'),
    ],
  },
  {
    name: '/item, a slip never made before',
    ask: ({ ours, empty }) => {
      const slips = makeSlips();
      return [() => ours.run('/item', { name: slips.next().value ?? '' }), () => empty.run('/ping')];
    },
  },
  {
    name: '/item autocomplete',
    ask: ({ ours, empty }) => [
      () => ours.complete('/item', { name: 'night vi' }, 'name'),
      () => empty.complete('/ping', { name: 'night vi' }, 'name'),
    ],
  },
];

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const NAMES = [
  'night vision goggles',
  'communications equipment',
  'water purification units',
  'medical supplies',
];

/** Names with one letter put in, never the same: what was asked lately is answered from memory, and this never was. */
function* makeSlips(): Generator<string> {
  for (let at = 1; ; at += 1) {
    for (const letter of LETTERS) {
      for (const name of NAMES)
        yield `${name.slice(0, at % name.length)}${letter}${name.slice(at % name.length)}`;
    }
  }
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    each: { type: 'string', default: '50' },
    /** Made-up records in place of the facts that ship: 1000000 shows that the index holds. */
    records: { type: 'string' },
  },
});
const records = values.records;
const rounds = Number(values.rounds);
const each = Number(values.each);

async function start(
  script: string,
  args: readonly string[] = [],
  limits: Partial<Limits> = {},
): Promise<Contender> {
  const standin = await startStandin({ limits });
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'tranche'),
    DISCORD_TOKEN: standin.token,
    DISCORD_API_URL: standin.url,
    LOG_LEVEL: 'silent',
    DATA_DIR: await mkdtemp(join(tmpdir(), 'tranche-bench-')),
  };
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${script} ended with ${code}`)),
  );
  await Promise.race([standin.ready(), ended]);
  ended.catch(() => undefined);
  return { standin, process: child, user: standin.user('ana'), dataDir: env.DATA_DIR };
}

/** Milliseconds that the bot took for each of `each` answers, `inFlight` at a time. */
async function measure(
  { standin }: Contender,
  ask: () => Promise<unknown>,
  inFlight: number,
): Promise<Measured> {
  const times: number[] = [];
  const end = standin.onAnswer(({ waitedMs }) => void times.push(waitedMs));
  const startedAt = performance.now();
  let left = each;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  end();
  return { times, wall: performance.now() - startedAt };
}

async function compare(
  question: Question,
  inFlight: number,
  ours: Contender,
  empty: Contender,
): Promise<void> {
  const [askOurs, askEmpty] = question.ask({ ours: ours.user, empty: empty.user });
  const turns = [
    { bot: ours, ask: askOurs, times: [] as number[], wall: 0 },
    { bot: empty, ask: askEmpty, times: [] as number[], wall: 0 },
  ];
  for (const { bot, ask } of turns) await measure(bot, ask, inFlight);
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      const { times, wall } = await measure(turn.bot, turn.ask, inFlight);
      turn.times.push(...times);
      turn.wall += wall;
    }
  }
  const [mine, its] = turns;
  if (mine === undefined || its === undefined) throw new Error('There are two bots.');
  const cells = [0.5, 0.99].map((q) => {
    const [a, b] = [quantile(mine.times, q), quantile(its.times, q)];
    return `${a.toFixed(2)} / ${b.toFixed(2)} ms = ${(a / b).toFixed(2)}`;
  });
  const perSecond = ({ times, wall }: { times: number[]; wall: number }) =>
    Math.round((times.length / wall) * 1000);
  const rate = `${perSecond(mine)} / ${perSecond(its)} a second`;
  console.log(`| ${question.name} | ${inFlight} | ${cells[0]} | ${cells[1]} | ${rate} |`);
}

/** The questions that look things up, once many records are there: keystrokes made before, and new ones. */
const SEARCHES: readonly Question[] = [
  ...['tactical veh', 'sec', 'portabel radi', 'm'].map((name) => complete(`“${name}”`, () => name)),
  complete('of a name that nobody typed before', beginnings(2_001)),
];

function complete(what: string, name: () => string): Question {
  return {
    name: `/item autocomplete ${what}`,
    ask: ({ ours, empty }) => [
      () => ours.complete('/item', { name: name() }, 'name'),
      () => empty.complete('/ping', { name: name() }, 'name'),
    ],
  };
}

/** Of other names than those that are searched: three letters up to all of them. */
function beginnings(seed: number): () => string {
  const random = new Random(seed);
  const names = generate(20_000, seed).map(({ name }) => name);
  return () => {
    const name = random.pick(names);
    return name.slice(0, 3 + random.below(Math.max(1, name.length - 2)));
  };
}

/** Discord asks for a heartbeat every 41 seconds: so often, that each moment of a load has one. */
const HEARTBEAT_MS = 100;

async function startWithRecords(count: string): Promise<Contender> {
  const limits = { heartbeatIntervalMs: HEARTBEAT_MS, gatewaySendsPerMinute: 10_000 };
  const contender = await start('bench/bots/many-records.ts', [count], limits);
  const { gateway } = contender.standin;
  await once(contender.process, 'message');
  const before = gateway.heartbeatGapsMs.length;
  const [{ seconds, longestHoldMs }] = await once(contender.process, 'message');
  const gaps = gateway.heartbeatGapsMs.slice(before);
  const late = gaps.map((gap) => Math.max(0, gap - HEARTBEAT_MS)).sort((a, b) => a - b);
  console.log(
    `${count} records loaded in ${seconds.toFixed(1)} s; the loop was never held up for more than ${longestHoldMs.toFixed(1)} ms`,
  );
  console.log(
    `${late.length} heartbeats meanwhile, one every ${HEARTBEAT_MS} ms, in ${gateway.sessionCount} session: half of them at most ${quantile(late, 0.5).toFixed(1)} ms late, the latest ${(late.at(-1) ?? 0).toFixed(1)} ms\n`,
  );
  return contender;
}

const ours = await (records === undefined ? start('src/main.ts') : startWithRecords(records));
const empty = await start('bench/bots/empty.ts');
try {
  const idle = [await readResidentMb(ours.process), await readResidentMb(empty.process)];
  console.log(`${rounds} rounds of ${each} answers each; ours / empty bot = ratio\n`);
  console.log('| question | in flight | p50 | p99 | throughput |\n|---|---|---|---|---|');
  for (const inFlight of [1, 50]) {
    for (const question of records === undefined ? QUESTIONS : SEARCHES)
      await compare(question, inFlight, ours, empty);
  }
  const [a, b] = [await readResidentMb(ours.process), await readResidentMb(empty.process)];
  console.log(
    `\nresident memory afterwards: ${a.toFixed(0)} / ${b.toFixed(0)} MB = +${(a - b).toFixed(0)} MB`,
  );
  const [c = 0, d = 0] = idle;
  console.log(`before: ${c.toFixed(0)} / ${d.toFixed(0)} MB = +${(c - d).toFixed(0)} MB`);
  const refused = ours.standin.refusals.length + empty.standin.refusals.length;
  console.log(`refused by the stand-in: ${refused}`);
} finally {
  for (const { process: child, standin, dataDir } of [ours, empty]) {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    await standin.stop();
    await rm(dataDir, { recursive: true });
  }
}
