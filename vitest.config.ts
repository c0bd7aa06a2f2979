import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Tests start whole programs, on machines that others use too: a slow answer is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // Two zones, one of them with daylight saving: no answer may depend on where the server stands.
    projects: ['UTC', 'America/New_York'].map((zone) => ({
      extends: true as const,
      test: { name: zone, env: { TZ: zone } },
    })),
  },
});
