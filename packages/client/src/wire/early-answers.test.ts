import { expect, test } from 'vitest';
import { createNovaClient } from '../client.ts';
import type { Platform } from '../platform.ts';
import { systemPlatform } from '../platform.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import type { EarlyAnswers } from './early-answers.ts';

const me = { id: '01a226d0-0000-7000-8000-000000000001', name: 'Ada' };
const path = '/api/trpc/user.me';

/** A client of a server that says who asked late; whatever waits for a time is told that it has come by `pass`. */
function scene(early: EarlyAnswers) {
  const waiting: (() => void)[] = [];
  const platform: Platform = { ...systemPlatform(), after: (_, run) => (waiting.push(run), () => {}) };
  const client = createNovaClient({
    url: 'http://nova.test',
    auth: { kind: 'bearer', token: 'x' },
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    platform,
    early,
    fetch: async () => answer('late'),
  });
  const name = async (): Promise<string> => (await client.trpc.user.me.query()).name;
  return { client, name, pass: () => waiting.forEach((run) => run()) };
}

const answer = (name: string): Response => Response.json({ result: { data: { ...me, name } } });

test('what was asked for early answers who asks the same first, and nobody else', async () => {
  const { name } = scene(new Map([[path, Promise.resolve(answer('early'))]]));
  expect(await name()).toBe('early');
  expect(await name()).toBe('late');
  expect(await scene(new Map([[`${path}?input=1`, Promise.resolve(answer('early'))]])).name()).toBe('late');
});

test('where there was no answer, the server is asked', async () => {
  expect(await scene(new Map([[path, Promise.resolve(null)]])).name()).toBe('late');
});

test('what has become old, or was taken out, answers nobody', async () => {
  const { name, pass } = scene(new Map([[path, Promise.resolve(answer('early'))]]));
  pass();
  expect(await name()).toBe('late');
  const early: EarlyAnswers = new Map([[path, Promise.resolve(answer('early'))]]);
  const taken = scene(early);
  early.clear();
  expect(await taken.name()).toBe('late');
});

test('whoever signs out leaves nothing that was asked for them', async () => {
  const { client, name } = scene(new Map([[path, Promise.resolve(answer('early'))]]));
  await client.signOut({ force: true });
  expect(await name()).toBe('late');
});
