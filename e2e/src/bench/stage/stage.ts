import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type LaunchOptions, chromium } from '@playwright/test';
import config from '../../../playwright.config.ts';
import { type Account, openAccount } from '../../fixtures/people/account.ts';
import { People } from '../../fixtures/people/people.ts';
import startRun from '../../fixtures/run/start-run.ts';
import { openStack, type Stack } from '../../fixtures/stack/stack.ts';

type Cookie = Parameters<BrowserContext['addCookies']>[0][number];

/** The built app with everything behind it, and the browser that looks at it. */
export interface Stage extends AsyncDisposable {
  readonly stack: Stack;
  readonly browser: Browser;
  /** People at fresh contexts of that browser. */
  readonly people: People;
  /** Somebody without a browser. */
  account(): Promise<Account>;
  /** A browser with a profile on the disk, as a person's; it is theirs over several launches. */
  profile(): Profile;
}

export interface Profile {
  launch(options?: LaunchOptions): Promise<BrowserContext>;
}

/** How the browser of the tests is started: the same one is measured. */
export const launchOptions = config.use?.launchOptions ?? {};
/** The session of an account, for a browser that reaches the server at `url`. */
export function cookieOf({ token }: Account, url: string): Cookie {
  const expires = Math.floor(Date.now() / 1_000) + 86_400;
  return { name: 'nova.session_token', value: token, url, httpOnly: true, sameSite: 'Lax', expires };
}

export const viewport = { width: 1280, height: 800 } as const;

export async function openStage(): Promise<Stage> {
  await using starting = new AsyncDisposableStack();
  starting.defer(await startRun());
  const folder = mkdtempSync(join(tmpdir(), 'nova-bench-web-'));
  starting.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const stack = starting.use(await openStack('bench'));
  const browser = await chromium.launch(launchOptions);
  starting.defer(() => browser.close());
  const people = starting.use(new People({ stack, browser }));
  const running = starting.move();
  let taken = 0;
  return {
    stack,
    browser,
    people,
    async account() {
      const account = await openAccount(stack, { name: 'Ada Bench', email: `ada.${taken++}@bench.example` });
      running.use(account);
      return account;
    },
    profile() {
      const userData = join(folder, `profile-${taken++}`);
      return {
        launch: (options = {}) =>
          chromium.launchPersistentContext(userData, { ...launchOptions, ...options, viewport }),
      };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
