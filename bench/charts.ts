import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Asked, Measured } from './charts/child.ts';
import { SHAPES } from './charts/shapes.ts';
import { quantile } from './quantile.ts';

// Charts drawn as the bot draws them, on a thread beside, against the same on the thread that answers Discord, and against
// resvg's own way of doing its half elsewhere. Each way in a process of its own, asked in turns, so that whatever else the
// machine does falls on all; no chart is asked for twice.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '60' } } });
const rounds = Number(values.rounds);

const WAYS = ['thread', 'here', 'pool'] as const;
type Way = (typeof WAYS)[number];
const NAMES: Readonly<Record<Way, string>> = {
  thread: 'on a thread (ours)',
  here: 'on the main thread',
  pool: 'ECharts on the main thread, resvg on libuv’s pool',
};

let number = 0;

async function ask(child: ChildProcess, shape: string): Promise<Measured> {
  number += 1;
  child.send({ shape, number } satisfies Asked);
  const [measured] = await once(child, 'message');
  return measured;
}

async function compare(children: Readonly<Record<Way, ChildProcess>>, shape: string): Promise<void> {
  const all: Record<Way, Measured[]> = { thread: [], here: [], pool: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of round % 2 === 0 ? WAYS : WAYS.toReversed())
      all[way].push(await ask(children[way], shape));
  }
  const of = (way: Way, what: keyof Measured, q: number) => {
    const measured = all[way].map((each) => each[what]);
    return quantile(measured, q);
  };
  const base = of('thread', 'tookMs', 0.5);
  for (const way of WAYS) {
    const [p50, p99] = [of(way, 'tookMs', 0.5), of(way, 'tookMs', 0.99)];
    const cpu = of(way, 'cpuMs', 0.5);
    const held = [0.5, 0.99].map((q) => of(way, 'heldMs', q).toFixed(1));
    console.log(
      `| ${shape} | ${NAMES[way]} | ${p50.toFixed(0)} | ${p99.toFixed(0)} | ${(p50 / base).toFixed(2)} | ${cpu.toFixed(0)} | ${held[0]} | ${held[1]} |`,
    );
  }
}

function start(way: Way): ChildProcess {
  return fork(join(import.meta.dirname, 'charts', 'child.ts'), [way]);
}

const children = { thread: start('thread'), here: start('here'), pool: start('pool') };
try {
  const [shape = ''] = SHAPES;
  console.log('The first chart of a process, with all that has to be loaded for it:');
  for (const way of WAYS) {
    const { tookMs, heldMs } = await ask(children[way], shape);
    console.log(`  ${NAMES[way]}: ${tookMs.toFixed(0)} ms, the main thread held for ${heldMs.toFixed(0)} ms`);
  }
  console.log(`\n${rounds} charts of each shape and way, in turns; times in ms\n`);
  console.log(
    '| chart | drawn | p50 | p99 | ratio | CPU p50 | main thread held, p50 | p99 |\n|---|---|---|---|---|---|---|---|',
  );
  for (const each of SHAPES) await compare(children, each);
} finally {
  for (const child of Object.values(children)) child.disconnect();
}
