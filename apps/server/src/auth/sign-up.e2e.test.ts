import { limits } from '@nova/contract';
import { openDatabase } from '@nova/db';
import { expect, test } from 'vitest';
import { signUp, stockClient } from '../testing/stock-client.ts';
import { openTestSystem } from '../testing/test-system.ts';

const password = 'correct horse battery';

function post(url: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
}

test('signing up makes a person with a handle of their own, whatever they are called', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const names = [
    'Ann Lee',
    'Ann Lee',
    'ann  lee',
    '李小龙',
    '💥💥',
    'Ü'.repeat(80),
    '  padded  ',
    'x',
    "O'Neil; drop table",
  ];
  const people = await Promise.all(names.map((name) => signUp(url, name)));
  const profiles = await Promise.all(
    people.map(async (person) => {
      await using client = stockClient(url, person);
      return client.trpc.user.me.query();
    }),
  );
  const handles = profiles.map(({ handle }) => handle);
  expect(new Set(handles).size).toBe(names.length);
  expect(handles.filter((handle) => handle.startsWith('ann.lee'))).toHaveLength(3);
  expect(handles).toContain('ann.lee');
  expect(handles).toContain('李小龙');
  for (const handle of handles) expect(handle.length).toBeLessThanOrEqual(limits.handleMaxChars);
  expect(profiles[6]?.name).toBe('padded');
});

test('passwords are kept as argon2id hashes, and the session is a cookie that scripts cannot read', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const response = await post(url, 'sign-up/email', { name: 'Ann', email: 'Ann@Nova.test', password });
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('nova.session_token=')) ?? '';
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=Lax/i);
  expect(cookie).not.toMatch(/; Secure/i);
  const how = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
  await using db = openDatabase({ url: system.database.url, maxConnections: 6, applicationName: 'test', ...how });
  const [account] = await db.query<{ password: string }>`select password from accounts`;
  expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  // The address is one, however it is written.
  expect((await post(url, 'sign-in/email', { email: 'ann@nova.test', password })).status).toBe(200);
  expect((await post(url, 'sign-up/email', { name: 'Bob', email: 'ANN@nova.test', password })).status).toBe(422);

  const secure = await system.openNode({ publicUrl: 'https://chat.example' });
  const signedIn = await post(secure.url, 'sign-in/email', { email: 'ann@nova.test', password });
  expect(signedIn.headers.getSetCookie().join()).toMatch(/__Secure-nova\.session_token=.*; Secure/i);
});

test.each([
  ['no name', { email: 'a@nova.test', password }, 400],
  ['an empty name', { name: '   ', email: 'a@nova.test', password }, 400],
  ['a name of two lines', { name: 'a\nb', email: 'a@nova.test', password }, 400],
  ['a name that Postgres cannot keep', { name: 'a\u0000b', email: 'a@nova.test', password }, 400],
  ['half a character', { name: '\uD800', email: 'a@nova.test', password }, 400],
  ['a long name', { name: 'x'.repeat(limits.nameMaxChars + 1), email: 'a@nova.test', password }, 400],
  ['a name that is no text', { name: { $ne: 1 }, email: 'a@nova.test', password }, 400],
  ['no address', { name: 'Ann', email: 'nobody', password }, 400],
  ['an address that Postgres cannot keep', { name: 'Ann', email: 'a\u0000@nova.test', password }, 400],
  ['a short password', { name: 'Ann', email: 'a@nova.test', password: 'short' }, 400],
  ['a long password', { name: 'Ann', email: 'a@nova.test', password: 'x'.repeat(257) }, 400],
  ['a list', [], 400],
  ['no JSON', '{', 400],
  ['nothing', '', 400],
  ['a foreign id', { name: 'Ann', email: 'b@nova.test', password, id: '01a20a28-b6bb-7095-9e07-000000000001' }, 200],
  ['a handle of one’s choice', { name: 'Ann', email: 'c@nova.test', password, handle: 'admin' }, 200],
])('[A3] signing up with %s', async (_, body, status) => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const response = await post(url, 'sign-up/email', body);
  expect([response.status, response.headers.get('set-auth-token') !== null]).toEqual([status, status === 200]);
  const { user } = (await response.json().catch(() => ({}))) as { user?: Record<string, unknown> };
  expect(user?.['id']).not.toBe('01a20a28-b6bb-7095-9e07-000000000001');
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('[A3] guesses at a password are limited for each account, whoever makes them, and say when to try again', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode({ limitSignIn: { points: 5, seconds: 60 } });
  const { email } = await signUp(url, 'Ann');
  const { email: other } = await signUp(url, 'Bob');
  const guess = () => post(url, 'sign-in/email', { email: email.toUpperCase(), password: 'a wrong password' });
  for (let n = 0; n < 5; n++) expect((await guess()).status).toBe(401);
  const refused = await guess();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  expect((await post(url, 'sign-in/email', { email: other, password })).status).toBe(200);
});

test('[A3] requests about signing in are limited for each address; long ones and those of no length are refused', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode({ limitAuth: { points: 3, seconds: 60 }, addressHeader: 'x-real-address' });
  const from = (address: string) => post(url, 'sign-in/email', {}, { 'x-real-address': address });
  for (let n = 0; n < 3; n++) expect((await from('203.0.113.1')).status).toBe(400);
  expect((await from('203.0.113.1')).status).toBe(429);
  expect((await from('198.51.100.7, 203.0.113.1')).status).toBe(429);
  expect((await from('203.0.113.2')).status).toBe(400);
  expect((await post(url, 'sign-up/email', { name: 'x'.repeat(20_000) })).status).toBe(413);
});

test('[A1] routes of the library that Nova does not use are not there', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const ann = await signUp(url, 'Ann');
  const authorization = `Bearer ${ann.token}`;
  for (const path of [
    'update-user',
    'delete-user',
    'change-email',
    'list-sessions',
    'sign-in/social',
    '../trpc/user.me',
  ])
    expect((await post(url, path, { name: 'x' }, { authorization })).status, path).not.toBe(200);
  const session = await fetch(`${url}/api/auth/get-session`, { headers: { authorization } });
  expect(await session.json()).toMatchObject({ user: { id: ann.userId, name: 'Ann' } });
});
