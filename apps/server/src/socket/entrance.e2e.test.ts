import { expect, test } from 'vitest';
import { openSocket, type RawSocket, type RawSocketOptions, RefusedUpgrade } from '../testing/raw-socket.ts';
import { openScene, request } from '../testing/scene.ts';

/** The status an upgrade is answered with; 101 when it is let in. */
async function statusOf(url: string, options: RawSocketOptions): Promise<number> {
  try {
    await using _socket = await openSocket(url, options);
    return 101;
  } catch (error) {
    if (error instanceof RefusedUpgrade) return error.status;
    throw error;
  }
}

const cookie = (token: string): string => `nova.session_token=${encodeURIComponent(token)}`;

test('[A2] a socket needs a living session, by cookie or as a bearer token', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  const origin = node.url;
  expect(await statusOf(node.url, { token: ann.token })).toBe(101);
  expect(await statusOf(node.url, { headers: { cookie: cookie(ann.token), origin } })).toBe(101);
  const [first = '', ...rest] = ann.token;
  const forged = [
    {},
    { token: '' },
    { token: 'nonsense' },
    { token: ann.token.split('.')[0] ?? '' },
    { token: `${first === 'a' ? 'b' : 'a'}${rest.join('')}` },
    { token: `${ann.token}x` },
    { headers: { cookie: cookie('nonsense'), origin } },
    { headers: { authorization: `Basic ${ann.token}` } },
  ];
  for (const how of forged) expect(await statusOf(node.url, how), JSON.stringify(how)).toBe(401);
  await scene.anns.user.revokeDevice.mutate({
    deviceId: (await scene.anns.user.devices.query()).find(({ current }) => current)?.deviceId ?? '',
  });
  expect(await statusOf(node.url, { token: ann.token })).toBe(401);
});

test('[A2] a page of somebody else is refused before the upgrade, whatever it carries', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  const { host } = new URL(node.url);
  for (const origin of [
    'https://evil.example',
    `http://evil.example@${host}`,
    `http://${host}.evil.example`,
    'null',
    '',
  ]) {
    const headers = { cookie: cookie(ann.token), origin };
    expect(await statusOf(node.url, { headers, token: ann.token }), origin).toBe(403);
  }
  // Without an origin it is no browser, and a cookie means nothing.
  expect(await statusOf(node.url, { headers: { cookie: cookie(ann.token) } })).toBe(401);
});

test('[A2] where the public origin is known, it and the trusted ones are let in and no other', async () => {
  await using scene = await openScene({ publicUrl: 'https://chat.example', trustedOrigins: ['https://app.example'] });
  const { node, bob } = scene;
  const from = (origin: string) => statusOf(node.url, { token: bob.token, headers: { origin } });
  expect(await from('https://chat.example')).toBe(101);
  expect(await from('https://app.example')).toBe(101);
  expect(await from(node.url)).toBe(403);
});

test('[A2] a forged page can change nothing over HTTP either', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  const post = (headers: Record<string, string>) =>
    fetch(`${node.url}/api/trpc/user.updateProfile`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie(ann.token), ...headers },
      body: JSON.stringify({ name: 'Mallory' }),
    });
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({})).status).toBe(403);
  expect((await post({ origin: node.url })).status).toBe(200);
});

test('[A2] a page of a trusted origin may read answers, one of any other may not', async () => {
  await using scene = await openScene({ trustedOrigins: ['https://app.example'] });
  const { node, ann } = scene;
  const ask = (origin: string, method: string) =>
    fetch(`${node.url}/api/trpc/user.me`, { method, headers: { origin, authorization: `Bearer ${ann.token}` } });
  const preflight = await ask('https://app.example', 'OPTIONS');
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    expect.stringContaining('authorization'),
  ]);
  const answer = await ask('https://app.example', 'GET');
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example']);
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
  const own = await ask(node.url, 'GET');
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  expect((await ask('https://evil.example', 'OPTIONS')).status).toBe(403);
});

test('[A3] upgrades count as requests of their address', async () => {
  await using scene = await openScene({ limitRequest: { points: 5, seconds: 60 }, addressHeader: 'x-real-address' });
  const headers = { 'x-real-address': '203.0.113.1' };
  const statuses = [];
  for (let n = 0; n < 7; n++) statuses.push(await statusOf(scene.node.url, { token: 'nonsense', headers }));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
});

test('[A3] sockets of one person and of one address are counted, and a closed one makes room', async () => {
  await using scene = await openScene({ socketsPerUser: 3, socketsPerAddress: 4 });
  // Ann's client has one already.
  const { node, ann, bob } = scene;
  await using first = await openSocket(node.url, { token: ann.token });
  await using _second = await openSocket(node.url, { token: ann.token });
  const refused = await openSocket(node.url, { token: ann.token }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 429 });
  expect(JSON.parse((refused as RefusedUpgrade).body)).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 5_000 });
  await using _bobs = await openSocket(node.url, { token: bob.token });
  expect(await statusOf(node.url, { token: bob.token })).toBe(429);
  first.ws.close();
  // Room is made when the server has seen the socket go, which may be a moment after we have.
  const open = (): Promise<RawSocket> => openSocket(node.url, { token: ann.token }).catch(open);
  await using third = await open();
  third.send(request(1, 'user.me'));
  expect((await third.answers(1, 1))[0]).toContain(ann.userId);
});
