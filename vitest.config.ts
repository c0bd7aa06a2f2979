import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Two zones, one of them with daylight saving: no answer may depend on where the server stands.
    projects: ['UTC', 'America/New_York'].map((zone) => ({
      extends: true as const,
      test: { name: zone, env: { TZ: zone } },
    })),
  },
});
