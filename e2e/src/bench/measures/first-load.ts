import { request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { Screen } from '../../pages/screen.ts';
import type { Measured, Row } from '../report/row.ts';
import { openGroup } from '../stage/open-group.ts';
import { type Stage, cookieOf, viewport } from '../stage/stage.ts';
import type { Measure } from './measure.ts';

const target = { atMost: 170 };
/** No further script for this long: the screen has what it needs. Parts that a person may want next are fetched later. */
const quietMs = 700;
const largest = 8;

interface Script {
  readonly name: string;
  readonly plain: number;
  readonly brotli: number;
  readonly gzip: number;
}

/** The bytes of all scripts that a new browser fetches until the screen stands, as the server sends them. One fetch tells: bytes do not vary. */
export const firstLoad: Measure = {
  name: 'first-load',
  about: 'JavaScript until the first screen stands, as served',
  async run(stage) {
    const account = await stage.account();
    const origin = stage.stack.server.url;
    const conversationId = await openGroup(account, 'First');
    const body = 'Hello';
    await account.program.trpc.message.send.mutate({ conversationId, clientId: crypto.randomUUID(), body });
    const signIn = await scripts(stage, { path: '/sign-in', stands: (screen) => screen.entry.email.waitFor() });
    const conversation = await scripts(stage, {
      path: `/c/${conversationId}`,
      cookie: cookieOf(account, origin),
      stands: (screen) => screen.timeline.message(body).waitFor(),
    });
    return together(shown('sign-in screen', signIn), shown('conversation', conversation));
  },
};

interface Visit {
  readonly path: string;
  readonly cookie?: ReturnType<typeof cookieOf>;
  stands(screen: Screen): Promise<void>;
}

async function scripts({ browser, stack }: Stage, { path, cookie, stands }: Visit): Promise<Script[]> {
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  try {
    if (cookie) await context.addCookies([cookie]);
    const page = await context.newPage();
    const urls = new Set<string>();
    page.on('request', (request) => request.resourceType() === 'script' && urls.add(request.url()));
    await page.goto(`${stack.server.url}${path}`);
    await stands(new Screen(page));
    await quiet(page, urls);
    return await Promise.all([...urls].map(sizes));
  } finally {
    await context.close();
  }
}

async function quiet(page: Page, urls: ReadonlySet<string>): Promise<void> {
  for (let before = -1; before !== urls.size; ) {
    before = urls.size;
    await page.waitForTimeout(quietMs);
  }
}

async function sizes(url: string): Promise<Script> {
  const [plain, brotli, gzip] = await Promise.all(['identity', 'br', 'gzip'].map((coding) => bytes(url, coding)));
  return { name: new URL(url).pathname, plain: plain ?? 0, brotli: brotli ?? 0, gzip: gzip ?? 0 };
}

/** The length of the answer's body on the wire. */
function bytes(url: string, coding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: { 'accept-encoding': coding } }, (answer) => {
      let length = 0;
      answer.on('data', (chunk: Buffer) => (length += chunk.byteLength));
      answer.on('end', () => resolve(length));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}

function shown(screen: string, all: readonly Script[]): Measured {
  const row = (what: string, coding: 'brotli' | 'gzip' | 'plain', goal?: Row['target']): Row => ({
    what: `${screen}, ${what}`,
    unit: 'kB',
    values: [all.reduce((sum, script) => sum + script[coding], 0) / 1_000],
    ...(goal ? { target: goal } : {}),
  });
  const kB = (length: number): string => (length / 1_000).toFixed(1).padStart(7);
  const list = all
    .toSorted((a, b) => b.brotli - a.brotli)
    .slice(0, largest)
    .map(({ name, plain, brotli, gzip }) => `  ${kB(brotli)} ${kB(gzip)} ${kB(plain)}  ${name}`);
  return {
    rows: [row('Brotli', 'brotli', target), row('gzip', 'gzip'), row('not compressed', 'plain')],
    notes: [`${screen}: ${all.length} scripts, the largest (Brotli, gzip, plain, in kB):`, ...list],
  };
}

function together(...parts: readonly Measured[]): Measured {
  return { rows: parts.flatMap(({ rows }) => rows), notes: parts.flatMap(({ notes }) => notes) };
}
