import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { pino } from 'pino';
import { parseConfig } from '../../src/config.ts';
import { MEGABYTE } from '../../src/data/byte-size.ts';
import { DataError, UserError } from '../../src/errors.ts';
import { type Bot, startBot } from '../../src/main.ts';
import { openStore } from '../../src/store/store.ts';
import { type Reply, type Standin, startStandin } from '../../standin/index.ts';
import { packFiles } from '../../tests/fixtures/zip.ts';
import { Random } from '../search/random.ts';
import { type FuzzCounts, isBad, noCounts, noteCost } from './counts.ts';
import { damage } from './damage.ts';

// Uploads damaged and malicious zips to a bot that runs, and asks it a question after each: it must answer from the old
// revision. Every hundredth goes through Discord, the others straight to where it ends up.
// `node bench/fuzz/uploads.ts 10000 1`

const THROUGH_DISCORD = 100;

const SOURCE = {
  'facts.yaml': `source: { title: T, publisher: P, published: 2014-06-04 }
assistance:
  - { id: aid, title: Aid, kind: announced, amount: $5 million, quote: Aid of $5 million }
`,
  'source.txt': 'Aid of $5 million.\n',
};

/** Names that have led some program somewhere. */
const NAMES = [
  ...[
    '../facts.yaml',
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\facts.yaml',
    'a/../../facts.yaml',
    'a\\facts.yaml',
  ],
  ...[
    'a/./facts.yaml',
    'a//facts.yaml',
    'a/facts.yaml\0.txt',
    'A/FACTS.YAML',
    'a/con',
    '__proto__/facts.yaml',
  ],
  ...[
    'constructor/facts.yaml',
    'a/b/c/d/facts.yaml',
    `${'x'.repeat(60_000)}/facts.yaml`,
    '\u202Ea/facts.yaml',
    '.git/config',
  ],
];

export async function fuzzUploads(count: number, seed: number): Promise<FuzzCounts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fuzz-uploads-'));
  const log = pino({ level: 'silent' });
  const store = await openStore({ dataDir, log });
  const standin = await startStandin();
  const admin = standin.user('admin', { permissions: PermissionFlagsBits.Administrator });
  const config = parseConfig({
    DISCORD_API_URL: standin.url,
    DISCORD_CDN_URL: new URL(standin.url).origin,
    ADMIN_USER_IDS: admin.id,
  });
  const now = () => Temporal.Now.instant();
  const onFatal = (sentence: string) => console.error(sentence);
  const bot = await startBot({ config, token: standin.token, log, now, store, onFatal });
  try {
    return await tryAll({ bot, standin, count, random: new Random(seed) });
  } finally {
    await bot.stop();
    await standin.stop();
    await rm(dataDir, { recursive: true });
  }
}

interface Setting {
  readonly bot: Bot;
  readonly standin: Standin;
  readonly count: number;
  readonly random: Random;
}

async function tryAll({ bot, standin, count, random }: Setting): Promise<FuzzCounts> {
  const counts = noCounts();
  const before = answerOf(await standin.user('ana').run('/total'));
  // Of the bot with its database, and of a Discord that keeps every message.
  const base = process.memoryUsage.rss() / MEGABYTE;
  for (let left = count; left > 0; left--) {
    const bytes = await makeInput(random);
    const startedAt = process.cpuUsage();
    counts.inputs += 1;
    if (left % THROUGH_DISCORD === 0) await tryThroughDiscord(standin, bytes, counts);
    else await tryUpload(bot, bytes, counts);
    noteCost(counts, startedAt, base);
    if (answerOf(await standin.user('ana').run('/total')) === before) continue;
    counts.crashed += 1;
    console.error(`after input ${counts.inputs} the bot did not answer as before`);
  }
  return counts;
}

async function tryUpload(bot: Bot, bytes: Uint8Array, counts: FuzzCounts): Promise<void> {
  const desk = bot.context().revisions?.desk;
  if (desk === undefined) throw new Error('The bot has no store.');
  try {
    const { proposal } = await desk.proposeUpload('fuzz', { name: 'source.zip', bytes, source: undefined });
    counts.loaded += 1;
    counts.facts += proposal?.counts.assistance ?? 0;
  } catch (error) {
    if (error instanceof DataError || error instanceof UserError) {
      counts.refused += 1;
      counts.faults += error instanceof DataError ? error.faults.length : 1;
      if (!/undefined|\[object|NaN/.test(error.message)) return;
    }
    counts.crashed += 1;
    console.error(`input ${counts.inputs} crashed:`, error);
  }
}

async function tryThroughDiscord(standin: Standin, data: Uint8Array, counts: FuzzCounts): Promise<void> {
  const file = { filename: 'source.zip', data };
  const title = (await standin.user('admin').run('/facts upload', { file })).embeds[0]?.title ?? '';
  const text = title || 'refused in words';
  if (/went wrong/.test(text)) counts.crashed += 1;
  else counts[/what would change/.test(text) ? 'loaded' : 'refused'] += 1;
}

function answerOf({ embeds }: Reply): string {
  return JSON.stringify(embeds);
}

/** A zip that was cut, changed, or made to harm. */
async function makeInput(random: Random): Promise<Uint8Array> {
  const kind = random.below(8);
  if (kind === 0) return bombOf(random);
  if (kind === 1) return zipOf([[random.pick(NAMES), text(random)], ...good()]);
  if (kind === 2)
    return zipOf(
      Array.from({ length: random.below(random.below(4) === 0 ? 6000 : 200) }, (_, index) => [
        `s${index}/facts.yaml`,
        '',
      ]),
    );
  if (kind === 3) return Buffer.from(text(random));
  const zip = Buffer.from(await zipOf(good()));
  return kind === 4 ? withFields(zip, random) : damage(zip, random, NAMES);
}

const good = () => Object.entries(SOURCE).map(([file, content]) => [`fuzz/${file}`, content] as const);
const text = (random: Random) => 'x'.repeat(random.below(2000));

/** What the library for writing refuses to write is patched in. */
async function zipOf(files: readonly (readonly [string, string | Uint8Array])[]): Promise<Uint8Array> {
  const harmless = files.map(
    ([path, content]) => [path.replace(/[^A-Za-z0-9.]/g, '_'), Buffer.from(content)] as const,
  );
  const zip = Buffer.from(await packFiles(harmless)).toString('latin1');
  const names = files.map(([path]) => [path.replace(/[^A-Za-z0-9.]/g, '_'), path] as const);
  const patched = names.reduce(
    (bytes, [from, to]) => (from.length === to.length ? bytes.replaceAll(from, to) : bytes),
    zip,
  );
  return Buffer.from(patched, 'latin1');
}

async function bombOf(random: Random): Promise<Uint8Array> {
  const size = 1 + random.below(6 * MEGABYTE);
  const bomb = Buffer.from(
    await packFiles([
      ['fuzz/source.txt', Buffer.alloc(size)],
      ['fuzz/facts.yaml', Buffer.from(SOURCE['facts.yaml'])],
    ]),
  );
  // Some lie about their size.
  if (random.below(2) === 0) bomb.writeUInt32LE(random.below(2 ** 31), bomb.indexOf('PK\u0001\u0002') + 24);
  return bomb;
}

/** Other values in the headers: sizes, offsets, methods, flags, modes. */
function withFields(zip: Buffer, random: Random): Buffer {
  const headers = ['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006'].map((mark) => zip.indexOf(mark));
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.pick(headers) + 4 + random.below(40);
    if (at + 4 > zip.length) continue;
    if (random.below(2) === 0)
      zip.writeUInt16LE(random.pick([0, 1, 8, 9, 99, 0xffff, 0xa1ff, random.below(65_536)]), at);
    else zip.writeUInt32LE(random.pick([0, 1, 0xffffffff, 0x7fffffff, random.below(2 ** 31)]), at);
  }
  return zip;
}

if (import.meta.main) {
  const [count = '10000', seed = '1'] = process.argv.slice(2);
  const counts = await fuzzUploads(Number(count), Number(seed));
  console.log('uploads', JSON.stringify(counts));
  if (isBad(counts)) process.exitCode = 1;
}
