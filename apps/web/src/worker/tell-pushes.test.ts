import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellPushes } from './tell-pushes.ts';
import type { WorkerScope } from './worker-scope.ts';

const sent: string[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('location', { origin: 'https://nova.test' });
  vi.stubGlobal('fetch', (url: URL, init: { readonly body: string }) => {
    sent.push(`${url.pathname} ${init.body}`);
    return Promise.reject(new TypeError('no network'));
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A worker in which nothing can be shown and no window opened; resolves when what it was woken for is over. */
function brokenWorker(): { wake(type: string, event: object): Promise<unknown> } {
  const listeners = new Map<string, (event: never) => void>();
  const refused = (): Promise<never> => Promise.reject(new TypeError('Ann said: a secret'));
  const scope: WorkerScope = {
    registration: { showNotification: refused, getNotifications: refused },
    clients: { matchAll: refused, openWindow: refused },
    addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
  };
  tellPushes(scope);
  return {
    wake: async (type, event) => {
      const lasting: Promise<unknown>[] = [];
      listeners.get(type)?.({ ...event, waitUntil: (work: Promise<unknown>) => lasting.push(work) } as never);
      expect(lasting).toHaveLength(1);
      await Promise.all(lasting);
    },
  };
}

test('[B8] what the worker cannot tell or open is reported, without what was said, boundedly, and breaks nothing', async () => {
  const worker = brokenWorker();
  const news = { type: 'over', conversationId: 'c', secret: 'a secret' };
  await worker.wake('push', { data: { text: () => JSON.stringify(news) } });
  await worker.wake('notificationclick', { action: '', notification: { data: null, close: () => {} } });
  expect(sent).toEqual([
    expect.stringMatching(
      /^\/api\/report \{"incidents":\[\{"type":"workerFailed","what":"push","error":\{"name":"TypeError"/,
    ),
    expect.stringContaining('"what":"click"'),
  ]);
  for (let n = 0; n < 30; n++) await worker.wake('push', { data: { text: () => JSON.stringify(news) } });
  expect(sent).toHaveLength(10);
  expect(sent.join('')).not.toContain('secret');
});
