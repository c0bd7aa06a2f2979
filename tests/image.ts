import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandin } from '../standin/index.ts';
import { ROOT, readContext, readDockerfile, type Stage } from './fixtures/dockerfile.ts';
import { startPostgres } from './fixtures/postgres.ts';

// npm run test:image: the Dockerfile's own commands in empty folders, where there is no Docker. Not run: apt-get, since the
// base image is not there. What Docker is sent, what is installed and copied, who runs it, the start and the health check are
// those of the image; its network is that of this machine.

const folder = await mkdtemp(join(tmpdir(), 'tranche-image-'));
try {
  await chmod(folder, 0o755);
  const stages = await readDockerfile();
  await buildImage(stages);
  const image = stages.at(-1);
  if (image === undefined) throw new Error('The Dockerfile has no stage.');
  await answersWithoutToken(image);
  await runsOver('a folder', image, {});
  const postgres = await startPostgres();
  try {
    await runsOver('PostgreSQL', image, { DATABASE_URL: await postgres.createDatabase() });
  } finally {
    await postgres.remove();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Where a stage's `/app` is. */
function appOf(stage: string): string {
  return join(folder, stage, 'app');
}

async function buildImage(stages: readonly Stage[]): Promise<void> {
  const context = join(folder, 'context');
  for (const path of await readContext())
    await cp(join(ROOT, path), join(context, path), { recursive: true });
  for (const { name = 'image', steps } of stages) {
    const app = appOf(name);
    await mkdir(app, { recursive: true });
    for (const step of steps) {
      if ('copy' in step) {
        const { from, sources, to } = step.copy;
        for (const source of sources) {
          const origin = from === undefined ? join(context, source) : join(folder, from, source);
          const target = to.endsWith('/') ? join(app, to, source) : join(app, to);
          await cp(origin, target, { recursive: true, verbatimSymlinks: true });
        }
      } else if (!step.run.startsWith('apt-get')) await command('sh', ['-c', step.run], app);
    }
  }
  await command('du', ['-sh', 'node_modules', '.'], appOf('image'));
}

async function command(program: string, args: readonly string[], cwd: string): Promise<void> {
  console.log(`$ ${args.at(-1) === '.' ? [program, ...args].join(' ') : args.at(-1)}`);
  const [code] = await once(spawn(program, args, { cwd, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`It ended with ${code}.`);
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

/** Runs a command of the image in its folder, as its user where we may, with nothing of our own environment. */
function run({ env, user }: Stage, words: readonly string[], more: Record<string, string>): Running {
  const app = appOf('image');
  const inImage = Object.entries(env).map(([name, value]) => [name, value.replace('/app', app)]);
  const path = `${join(app, 'node_modules', '.bin')}:/usr/bin:/bin`;
  const [uid, gid] = (user ?? '').split(':').map(Number);
  const child = spawn('/usr/bin/env', [...words], {
    cwd: app,
    env: { ...Object.fromEntries(inImage), PATH: path, ...more },
    ...(process.getuid?.() === 0 && { uid, gid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  return { child, ended: once(child, 'exit').then(([code]) => code), output: () => output };
}

async function answersWithoutToken(image: Stage): Promise<void> {
  const asked = run(image, [...image.command, '--ask', '/total'], {});
  await expectEnd('a question without a token', asked, 0, 'More than $23 million');
}

async function runsOver(store: string, image: Stage, env: Record<string, string>): Promise<void> {
  const standin = await startStandin();
  const [uid = 0, gid = 0] = (image.user ?? '').split(':').map(Number);
  if (process.getuid?.() === 0) await chown(join(appOf('image'), 'data'), uid, gid);
  const bot = run(image, image.command, {
    DISCORD_TOKEN: standin.token,
    DISCORD_API_URL: standin.url,
    ...env,
  });
  try {
    await Promise.race([untilReady(bot), bot.ended]);
    const reply = await standin.user('ana').run('/total');
    if (reply.embeds.length === 0) throw new Error(`No answer over ${store}:\n${bot.output()}`);
    const health = () => run(image, image.healthcheck, {});
    await expectEnd(`the health check over ${store}`, health(), 0, 'well: connected to Discord');
    bot.child.kill('SIGTERM');
    await expectEnd(`the bot over ${store}, after SIGTERM`, bot, 0, '"msg":"stopped"');
    await expectEnd('the health check of a bot that is gone', health(), 1, 'does not answer');
  } finally {
    bot.child.kill('SIGKILL');
    await standin.stop();
  }
}

async function untilReady({ child, output }: Running): Promise<void> {
  while (!output().includes('"msg":"ready"')) await once(child.stderr ?? child, 'data');
}

async function expectEnd(what: string, running: Running, code: number, said: string): Promise<void> {
  const ended = await running.ended;
  if (ended !== code || !running.output().includes(said))
    throw new Error(
      `${what} ended with ${ended} instead of ${code}, or did not say “${said}”:\n${running.output()}`,
    );
  console.log(`${what}: ended with ${code} and said “${said}”`);
}
