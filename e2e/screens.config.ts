import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** `npm run screens`: every screen as a picture, into docs/screens. */
export default defineConfig({
  ...tests,
  testDir: 'screens',
  workers: 1,
  timeout: 120_000,
  projects: [{ name: 'screens' }],
});
