import { get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openScene } from '../testing/scene.ts';

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

test('[A1] a page of a conversation is pressed for whoever takes it so, and nothing else is', async () => {
  await using scene = await openScene();
  const { conversationId } = scene;
  for (let n = 0; n < 20; n++) await scene.send(`message ${n}`);
  const ask = (path: string, input: object, encodings?: string): Promise<Answer> => {
    const url = `${scene.node.url}/api/trpc/${path}input=${encodeURIComponent(JSON.stringify(input))}`;
    const headers = {
      authorization: `Bearer ${scene.ann.token}`,
      ...(encodings ? { 'accept-encoding': encodings } : {}),
    };
    return new Promise((resolve, reject) => {
      get(url, { headers }, (response) => {
        buffer(response).then((body) => resolve({ headers: response.headers, body }), reject);
      }).on('error', reject);
    });
  };

  const pressed = await ask('message.list?', { conversationId }, 'gzip, deflate, br');
  const whole = await ask('message.list?', { conversationId });
  expect(pressed.headers['content-encoding']).toBe('gzip');
  expect(whole.headers['content-encoding']).toBeUndefined();
  expect(pressed.body.length).toBeLessThan(whole.body.length / 2);
  const gzipped = await ask('message.list?', { conversationId }, 'gzip');
  expect(gunzipSync(gzipped.body).toString()).toBe(whole.body.toString());

  const twice = await ask(
    'message.list,message.list?batch=1&',
    { 0: { conversationId }, 1: { conversationId } },
    'gzip',
  );
  expect(twice.headers['content-encoding']).toBeUndefined();
  expect(twice.body.length).toBeGreaterThan(whole.body.length);
});
