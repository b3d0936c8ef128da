import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/packed/**'] } },
      { extends: true, test: { name: 'packed', include: ['test/packed/**/*.test.ts'], testTimeout: 300_000 } },
    ],
    coverage: { provider: 'v8', include: ['src/**'], thresholds: {} },
  },
});
