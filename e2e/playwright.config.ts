import { defineConfig, devices } from '@playwright/test';

const chromium = process.env['NOVA_CHROMIUM'];

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  globalSetup: './src/fixtures/run/start-run.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // A machine that was away for a moment is no defect; the report names what passed only the second time.
  retries: process.env['CI'] === undefined ? 0 : 1,
  use: {
    // Each step's document tells what it looked like; filming every browser takes a third of two cores.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        // A microphone that is always there, and beeps.
        '--use-fake-device-for-media-stream',
        // As root Chromium has no sandbox of its own to offer.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
});
