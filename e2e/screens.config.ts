import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** `npm run screens`: every screen as a picture, into docs/screens. */
export default defineConfig({
  ...tests,
  testDir: 'screens',
  workers: 1,
  timeout: 120_000,
  // Each file on a system of its own: nobody sees the people of another one.
  projects: ['group', 'looks', 'screens', 'trouble', 'windows'].map((name) => ({ name, testMatch: `${name}.spec.ts` })),
});
