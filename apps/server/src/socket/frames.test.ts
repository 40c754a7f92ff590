import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { LogEntry } from '@nova/contract';
import type { Batch } from '@nova/delivery';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { framesOf, openingOf } from './frames.ts';

function batchOf(entries: readonly LogEntry[]): Batch {
  const conversationId = '01a20a28-b6bb-7095-9e07-000000000001';
  const range = { firstSeq: entries[0]?.seq ?? 0, lastSeq: entries.at(-1)?.seq ?? 0 };
  return { conversationId, epoch: 'k3x9', entries, ...range, ends: null, frames: new Map() };
}

/** What a WebSocket client makes of the bytes. */
async function messagesIn(frames: Uint8Array, count: number): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (_ws, { socket }) => socket.write(frames));
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const found: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('message', (data: Buffer) => found.push(data.toString('utf8')) === count && resolve());
  });
  client.terminate();
  server.close();
  return found;
}

function expected(id: number | string, { seq, text }: LogEntry, jsonrpc?: '2.0'): string {
  const cursor = `k3x9.${seq}`;
  return JSON.stringify({
    id,
    jsonrpc,
    result: { type: 'data', data: { id: cursor, data: JSON.parse(text) }, id: cursor },
  });
}

/** Bodies around the sizes at which a frame's head grows. */
const sizes = [0, 1, 20, 40, 60, 90, 125, 126, 1_000, 65_300, 65_400, 65_500, 65_536, 70_000];
const entries = sizes.map((size, place) => ({ seq: place + 7, text: JSON.stringify({ body: 'é'.repeat(size / 2) }) }));

test.each([1, 12, 'ab', '"ü"', 3.5])('[D8] a batch is one message for each event, for id %j', async (id) => {
  for (const jsonrpc of [undefined, '2.0'] as const) {
    const frames = framesOf(batchOf(entries), openingOf(id, jsonrpc));
    expect(await messagesIn(frames, entries.length)).toEqual(entries.map((entry) => expected(id, entry, jsonrpc)));
  }
});

test('openings of one length share a model, and every one gets its own id', async () => {
  const batch = batchOf(entries.slice(0, 9));
  for (const id of [11, 12, 99, 11, 100, 101]) {
    const messages = await messagesIn(framesOf(batch, openingOf(id, undefined)), 9);
    expect(messages).toEqual(batch.entries.map((entry) => expected(id, entry)));
  }
  expect(framesOf(batch, openingOf(12, undefined))).toBe(framesOf(batch, openingOf(12, undefined)));
});

test('[D4] a batch keeps few of them, however many openings there are', () => {
  const batch = batchOf(entries.slice(0, 3));
  for (let id = 0; id < 1_000; id++) framesOf(batch, openingOf(`id-${id}`, undefined));
  expect(batch.frames.size).toBeLessThanOrEqual(17);
});
