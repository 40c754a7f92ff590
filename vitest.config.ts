import { defineConfig } from 'vitest/config';

const everyTest = [
  'packages/*/src/**/*.test.ts',
  'apps/*/src/**/*.test.ts',
  'e2e/src/**/*.test.ts',
  'bench/src/**/*.test.ts',
];
/** Suffixes of tests that need the run's Postgres. */
const withPostgres = ['pg', 'e2e'].map((suffix) => `{packages,apps,e2e,bench}/**/src/**/*.${suffix}.test.ts`);

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    // Files of one worker share what they import, which is a quarter of the time of all tests.
    isolate: false,
    // For what hangs, not for what is slow: on some machines a process takes ten seconds to start.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: { name: 'plain', include: everyTest, exclude: ['**/node_modules/**', ...withPostgres] },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: withPostgres,
          exclude: ['**/node_modules/**'],
          globalSetup: './vitest.postgres.ts',
        },
      },
    ],
  },
});
