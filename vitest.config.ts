import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests start whole programs, on machines that others use too: a slow answer is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      // Two zones, one of them with daylight saving: no answer may depend on where the server stands.
      ...['UTC', 'America/New_York'].map((zone) => ({
        extends: true as const,
        test: {
          name: zone,
          env: { TZ: zone },
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
        },
      })),
      // A page has the zone of its reader, whatever that of the server is: once is enough.
      { extends: true as const, test: { name: 'browser', include: ['tests/browser/**/*.test.ts'] } },
    ],
  },
});
