import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Incident } from '@nova/client';
import { breachOf, hearTrouble } from './hear-trouble.ts';

const page = new EventTarget();

class Breach extends Event {
  readonly effectiveDirective = 'img-src';
  readonly blockedURI: string;
  readonly sourceFile = 'https://nova.test/_next/static/packs/a-1.js';
  readonly lineNumber = 1;
  readonly columnNumber = 20;

  constructor(blockedURI: string) {
    super('securitypolicyviolation');
    this.blockedURI = blockedURI;
  }
}
const thrown = (message: string): Event =>
  Object.assign(new Event('error'), { message, error: new TypeError(message) });

beforeEach(() => {
  vi.stubGlobal('location', { origin: 'https://nova.test' });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => vi.unstubAllGlobals());

test('what went wrong before anybody could tell of it is told, then what comes; a measuring that goes on is no error', () => {
  const early = thrown('too early');
  vi.stubGlobal('novaTrouble', [early, new Breach('https://elsewhere.test/a-secret')]);
  const told: Incident[] = [];
  hearTrouble((incident) => told.push(incident));
  page.dispatchEvent(thrown('ResizeObserver loop completed with undelivered notifications.'));
  page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'why' }));
  expect(told.map(({ type }) => type)).toEqual(['uncaught', 'policy', 'uncaught']);
  expect(globalThis.novaTrouble).toBeNull();
  // The same breach once, however often; none of it says where one wanted to go.
  page.dispatchEvent(new Breach('https://elsewhere.test/another-secret'));
  for (let n = 0; n < 30; n++) page.dispatchEvent(Object.assign(new Breach('inline'), { lineNumber: n }));
  expect(told.filter(({ type }) => type === 'policy')).toHaveLength(10);
  expect(JSON.stringify(told)).not.toMatch(/elsewhere\.test|secret/);
});

test('a breach is told by its directive, what kind of thing it was, and the line of the app that wanted it', () => {
  const breach = {
    effectiveDirective: 'script-src-elem',
    blockedURI: 'inline',
    sourceFile: 'https://nova.test/_next/static/packs/a-1.js',
    lineNumber: 1,
    columnNumber: 20,
  };
  const told = {
    type: 'policy',
    directive: 'script-src-elem',
    blocked: 'inline',
    place: '/_next/static/packs/a-1.js:1:20',
  };
  expect(breachOf(breach)).toEqual(told);
  for (const [blockedURI, blocked] of [
    ['eval', 'eval'],
    ['wasm-eval', 'eval'],
    ['trusted-types-sink', 'trusted-types'],
    ['data', 'data'],
    ['https://nova.test/x', 'self'],
    ['https://a.test/x', 'elsewhere'],
    ['', 'elsewhere'],
  ] as const)
    expect(breachOf({ ...breach, blockedURI })).toEqual({ ...told, blocked });
  for (const sourceFile of ['', 'https://a.test/x.js', 'https://nova.test/c/secret'])
    expect(breachOf({ ...breach, sourceFile })).toEqual({ ...told, place: '' });
  // What somebody has put into their browser is theirs.
  expect(breachOf({ ...breach, sourceFile: 'chrome-extension://abc/x.js' })).toBeNull();
  expect(breachOf({ ...breach, blockedURI: 'moz-extension' })).toBeNull();
});
