import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './src/fixtures/run/launch-options.ts';

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
  // A machine that was away for a moment is no defect; the report names what passed only the second time.
  retries: process.env['CI'] === undefined ? 0 : 1,
  use: {
    // Each step's document tells what it looked like; filming every browser takes a third of two cores.
    trace: { mode: 'retain-on-failure', screenshots: false },
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
