import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './src/fixtures/run/launch-options.ts';

/** A machine that was away for a moment is no defect; the report names what passed only the second time. */
const retries = process.env['CI'] === undefined ? 0 : 1;

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  globalSetup: './src/fixtures/run/start-run.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // For what hangs: on a slow machine a test of several people takes a minute.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  retries,
  use: {
    // Each step's document tells what it looked like; filming every browser takes a third of two cores, and writing down
    // every step a sixth: where a failed test is tried again, that is when it is traced.
    trace: { mode: retries === 0 ? 'retain-on-failure' : 'on-first-retry', screenshots: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: launchOptions(process.env['NOVA_CHROMIUM_SHELL'] ?? process.env['NOVA_CHROMIUM']),
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
});
