import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { aptInstall, mayInstall, onPath } from './apt.mjs';
import { root } from './place.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/** Chromium without its windows, which cost a third of a test that nobody looks at: the program and its package. */
const shell = 'chromium-headless-shell';
/** What Chromium draws text and emoji with. */
const packages = ['chromium', 'fonts-noto-color-emoji'];

/**
 * The Chromium that the browser tests drive: NOVA_CHROMIUM, Playwright's own if it was installed, the system's, one
 * that Playwright downloads, or the system's package manager's. Says where it comes from when it had to be fetched.
 *
 * @returns {string} the program's path
 * @throws Error saying what to do when there is none and none can be had.
 */
export function chromium(env) {
  const given = process.env.NOVA_CHROMIUM;
  if (given) return given;
  const own = playwrightsOwn();
  if (own) return own;
  const system = names.map(onPath).find(Boolean);
  if (system) return system;
  process.stdout.write('Installing Chromium for the browser tests ');
  const installed = fetched(env) ?? packaged();
  console.log(installed === undefined ? 'failed.' : 'done.');
  if (installed !== undefined) return installed;
  throw new Error('The browser tests need Chromium: install it, or name one in NOVA_CHROMIUM.');
}

/**
 * The same engine as the system's Chromium, `browser`, without its windows; CI has it installed. Its answer to whatever
 * asks a person for leave is no.
 *
 * @returns {string | undefined} the program's path; undefined when `browser` is another one, or there is none.
 */
export function withoutWindows(env, browser) {
  if (!names.some((name) => onPath(name) === browser)) return undefined;
  if (onPath(shell) || !env.CI || !mayInstall()) return onPath(shell);
  process.stdout.write(`Installing ${shell} for the browser tests (apt-get) … `);
  console.log(aptInstall([shell]) ? 'done.' : 'failed: the tests go on with the whole Chromium.');
  return onPath(shell);
}

function playwrightsOwn() {
  const path = createRequire(join(root, 'e2e', 'package.json'))('@playwright/test').chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function fetched(env) {
  process.stdout.write('(its own download) … ');
  const args = ['install', '--with-deps', 'chromium'];
  if (!mayInstall()) args.splice(1, 1);
  const program = join(root, 'e2e', 'node_modules', '.bin', 'playwright');
  spawnSync(program, args, { env, stdio: 'ignore', timeout: 180_000, shell: process.platform === 'win32' });
  return playwrightsOwn();
}

function packaged() {
  if (!mayInstall()) return undefined;
  process.stdout.write('not reachable; apt-get … ');
  return aptInstall(packages) ? onPath('chromium') : undefined;
}
