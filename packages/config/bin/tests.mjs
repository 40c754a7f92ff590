import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, withoutWindows } from './browser.mjs';
import { root } from './place.mjs';
import { runProgram } from './run-program.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Runs vitest with the given arguments (filters, flags) and counts. What fails outside a test counts as a failure too,
 * and a run that fails in any other way has one. In CI a test may fail once, as a browser test may; the run names it.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export function runTests(args, env) {
  const reporters = ['--reporter=default', `--reporter=${here('./counting-reporter.mjs')}`];
  return counted(['vitest', 'run', ...(env.CI ? ['--retry=1'] : []), ...reporters, ...args], env);
}

/** With one of these somebody looks at the browser. */
const looking = /^--(?:headed|debug|ui)\b/;

/** Runs the browser tests with Playwright's arguments; counts as `runTests` does. */
export function runBrowserTests(args, env, config = 'playwright') {
  const reporters = `list,html,${here('./counting-browser-reporter.mjs')}`;
  const playwright = join(root, 'e2e', 'node_modules', '.bin', 'playwright');
  const command = [playwright, 'test', `--config=e2e/${config}.config.ts`, `--reporter=${reporters}`, ...args];
  const whole = chromium(env);
  // Pictures show what a person sees, who may be asked for leave.
  const isSeen = config === 'screens' || args.some((arg) => looking.test(arg));
  const shell = isSeen ? undefined : withoutWindows(env, whole);
  const browsers = { NOVA_CHROMIUM: whole, ...(shell === undefined ? {} : { NOVA_CHROMIUM_SHELL: shell }) };
  return counted(command, { ...env, ...browsers, PLAYWRIGHT_HTML_OPEN: 'never' });
}

async function counted(command, env) {
  const folder = mkdtempSync(join(tmpdir(), 'nova-test-counts-'));
  const file = join(folder, 'counts.json');
  try {
    const code = await runProgram(command, { ...env, NOVA_TEST_COUNTS: file });
    const counts = read(file);
    return { ...counts, failed: code === 0 ? counts.failed : Math.max(1, counts.failed) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The run died before it could count; its exit code says so.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
