import { defineConfig } from 'vitest/config';

/** What knows no time of day and no date: the same in every zone, and a third of the whole. Once is enough. */
const WITHOUT_TIMES = [
  'browser/**',
  'dispatch.test.ts',
  'docker.test.ts',
  'invite.test.ts',
  'main.test.ts',
  'search-{fuse,index,judge,kept,normalize,packed,parts,properties,saved}.test.ts',
  'standin-*.test.ts',
  'store-{durability,folder,migrate,postgres,thread}.test.ts',
  'tables-damaged.test.ts',
].map((file) => `tests/${file}`);

export default defineConfig({
  test: {
    // Tests mostly wait for the programs that they start; by itself vitest leaves a processor to itself.
    maxWorkers: '100%',
    // Tests start whole programs, on machines that others use too: a slow answer is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      // Two zones, one of them with daylight saving: no answer may depend on where the server stands.
      {
        extends: true,
        test: {
          name: 'UTC',
          env: { TZ: 'UTC' },
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'America/New_York',
          env: { TZ: 'America/New_York' },
          include: ['tests/**/*.test.ts'],
          exclude: WITHOUT_TIMES,
        },
      },
      // A page has the zone of its reader, whatever that of the server is: once is enough.
      { extends: true, test: { name: 'browser', include: ['tests/browser/**/*.test.ts'] } },
    ],
  },
});
