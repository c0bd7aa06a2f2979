import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { foldText } from '../../src/search/normalize.ts';
import type { SearchRecord } from '../../src/search/search.ts';
import { quantile } from '../quantile.ts';
import { type Ask, type Engine, OURS, PEERS } from './engines.ts';
import { generate } from './generate.ts';
import { ask, CLASSES, type Question } from './queries.ts';
import { Random } from './random.ts';

// Our search against plain Fuse.js and its peers, on the same records and questions, in one run. What is right is found out
// by asking every name. A peer that takes longer than its time is asked fewer questions, and that is said.

const { values } = parseArgs({
  options: {
    titles: { type: 'string' },
    records: { type: 'string' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '20' },
    'peers-up-to': { type: 'string', default: '1000000' },
    wrong: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const each = Number(values.each);
const mostMs = Number(values.seconds) * 1000;

async function recordsFrom(path: string): Promise<SearchRecord[]> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line, index): SearchRecord => {
      const [source = '', name = '', description = ''] = line.split('\t');
      const details = description === '' ? [] : [{ field: 'description' as const, text: description }];
      return { type: 'item', id: `${source}/${index}`, name, aliases: [], details };
    });
}

interface Asked extends Question {
  /** Places of the records that are right. */
  readonly right: ReadonlySet<number>;
}

function questionsOf(records: readonly SearchRecord[]): Asked[] {
  const random = new Random(seed + 1_000_003);
  const questions = CLASSES.flatMap((kind) => {
    const asked: Question[] = [];
    for (let tries = 0; asked.length < each && tries < each * 50; tries += 1) {
      const question = ask(kind, random.pick(records), random);
      if (question) asked.push(question);
    }
    return asked;
  });
  const names = records.map(({ name, aliases }) => [name, ...aliases].map(foldText));
  return questions.map((question) => {
    const right = new Set<number>();
    for (const [place, texts] of names.entries()) if (texts.some(question.isRight)) right.add(place);
    return { ...question, right };
  });
}

interface Measured {
  readonly question: Asked;
  readonly ms: number;
  /** What this thread itself worked, whatever else the machine did. */
  readonly cpuMs: number;
  readonly isFirst: boolean;
  readonly isAmongTen: boolean;
}

function measure(answer: Ask, questions: readonly Asked[]): Measured[] {
  // Every class has its turn, so that a slow engine answers some of each.
  const turns = new Random(seed + 5);
  const order = questions.map((question) => ({ question, key: turns.next() })).sort((a, b) => a.key - b.key);
  const start = performance.now();
  const measured: Measured[] = [];
  for (const { question } of order) {
    const cpu = process.threadCpuUsage();
    const asked = performance.now();
    const found = answer(question.text, question.isUnfinished);
    const ms = performance.now() - asked;
    const { user, system } = process.threadCpuUsage(cpu);
    const isRight = (place: number | undefined) => place !== undefined && question.right.has(place);
    measured.push({
      question,
      ms,
      cpuMs: (user + system) / 1000,
      isFirst: isRight(found[0]),
      isAmongTen: found.some(isRight),
    });
    if (performance.now() - start > mostMs) break;
  }
  return measured;
}

const share = (list: readonly Measured[], test: (one: Measured) => boolean) =>
  list.length === 0 ? '' : (list.filter(test).length / list.length).toFixed(3);

function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function run(engine: Engine, records: readonly SearchRecord[], questions: readonly Asked[]): Measured[] {
  const before = memoryMb();
  const start = performance.now();
  const answer = engine.build(records);
  const built = performance.now() - start;
  const memory = memoryMb() - before;
  // A compiler that knows the code already: a bot runs for months.
  if (engine === OURS)
    for (const { text, isUnfinished } of questions.slice(0, 200)) answer(text, isUnfinished);
  const measured = measure(answer, questions);
  const times = measured.map(({ ms }) => ms);
  const cpu = measured.map(({ cpuMs }) => cpuMs);
  const typed = measured.filter(({ question }) => question.isUnfinished).map(({ ms }) => ms);
  const cells = [
    engine.name,
    `${measured.length}`,
    ...[quantile(times, 0.5), quantile(times, 0.99), Math.max(...times)].map((ms) => ms.toFixed(2)),
    ...[quantile(cpu, 0.5), quantile(cpu, 0.99), quantile(typed, 0.99)].map((ms) => ms.toFixed(2)),
    memory.toFixed(0),
    (built / 1000).toFixed(1),
    share(measured, ({ isFirst }) => isFirst),
    share(measured, ({ isAmongTen }) => isAmongTen),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (values.wrong && engine === OURS)
    for (const { question } of measured.filter(({ isFirst }) => !isFirst))
      console.log(
        `  ${question.class}: ${question.text} (${[...question.right]
          .slice(0, 2)
          .map((place) => records[place]?.name)
          .join('; ')})`,
      );
  return measured;
}

function compare(records: readonly SearchRecord[]): void {
  const questions = questionsOf(records);
  console.log(
    `\n## ${records.length.toLocaleString('en')} records, ${questions.length} questions, seed ${seed}\n`,
  );
  console.log(
    '| engine | asked | p50 ms | p99 ms | worst ms | p50 CPU ms | p99 CPU ms | autocomplete p99 ms | MB | built s | right at 1 | within 10 |',
  );
  console.log(`|${'---|'.repeat(12)}`);
  const engines = records.length > Number(values['peers-up-to']) ? [OURS] : [OURS, ...PEERS];
  const results = engines.map((engine) => ({ engine, measured: run(engine, records, questions) }));
  const median = (measured: readonly Measured[]) =>
    quantile(
      measured.map(({ ms }) => ms),
      0.5,
    );
  const ours = median(results[0]?.measured ?? []);
  console.log(`\n| right at 1 / within 10 | ${engines.map(({ name }) => name).join(' | ')} |`);
  console.log(`|${'---|'.repeat(engines.length + 1)}`);
  for (const kind of CLASSES) {
    const cells = results.map(({ measured }) => {
      const some = measured.filter(({ question }) => question.class === kind);
      return `${share(some, ({ isFirst }) => isFirst)} / ${share(some, ({ isAmongTen }) => isAmongTen)}`;
    });
    console.log(`| ${kind} | ${cells.join(' | ')} |`);
  }
  const ratios = results.map(({ measured }) => (median(measured) / ours).toFixed(1));
  console.log(`| time at p50, of ours | ${ratios.join(' | ')} |`);
}

/** How fast this machine is just now: others work on it too. */
function calibrate(): number {
  const start = performance.now();
  let mixed = 1;
  for (let index = 0; index < 30_000_000; index += 1) mixed = (Math.imul(mixed, 31) + index) | 0;
  return mixed === 0 ? Number.NaN : performance.now() - start;
}

calibrate();
console.log(
  `30,000,000 multiplications take ${calibrate().toFixed(0)} ms here and now; an idle core of 3 GHz takes about 40.`,
);
if (values.titles === undefined) {
  const sizes = values.records === undefined ? [1_000, 10_000, 100_000, 1_000_000] : [Number(values.records)];
  for (const size of sizes) compare(generate(size, seed));
} else {
  const records = await recordsFrom(values.titles);
  compare(records.slice(0, values.records === undefined ? undefined : Number(values.records)));
}
