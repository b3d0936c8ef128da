import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/packed/**'], testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'packed', include: ['test/packed/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**'] },
  },
});
