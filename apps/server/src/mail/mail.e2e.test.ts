import { openDatabase } from '@nova/db';
import { expect, test, vi } from 'vitest';
import { mailServer } from '../testing/mail-server.ts';
import { metricOf } from '../testing/metric.ts';
import { signUp, stockClient } from '../testing/stock-client.ts';
import { openTestSystem } from '../testing/test-system.ts';
import { unsubscribeUrl } from './unsubscribe-handler.ts';

const post = (url: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** A node that sends mail to a real mail server. */
async function mailingNode({ tls = false } = {}) {
  const [system, server] = [await openTestSystem(), await mailServer({ tls })];
  const publicUrl = 'https://chat.test';
  const node = await system.openNode({ smtpUrl: server.url, mailFrom: 'nova@chat.test', publicUrl });
  const next = async (): Promise<{ to: string; link: string; isSecure: boolean }> => {
    await vi.waitFor(() => expect(server.mails.length).toBeGreaterThan(0), 10_000);
    const [mail] = server.take();
    return {
      to: mail?.to ?? '',
      link: /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? '',
      isSecure: mail?.isSecure ?? false,
    };
  };
  return {
    system,
    server,
    node,
    publicUrl,
    next,
    async [Symbol.asyncDispose]() {
      await system[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test('[E1] signing up asks for a proof; only the link and the account together are one', async () => {
  await using world = await mailingNode({ tls: true });
  const { url } = world.node;
  const ann = await signUp(url, 'Ann');
  const proof = await world.next();
  expect([proof.to, proof.isSecure]).toEqual([ann.email, true]);
  const bob = await signUp(url, 'Bob');
  const bobs = await world.next();
  await using clientOfAnn = stockClient(url, ann);
  await using clientOfBob = stockClient(url, bob);
  const tokenIn = (link: string): string => link.split('/confirm/')[1] ?? '';
  const { mail } = clientOfAnn.trpc;
  expect(await mail.settings.query()).toEqual({
    isOn: true,
    email: ann.email,
    isProved: false,
    isRefused: false,
    digest: 'daily',
  });
  const refused = { data: { reason: 'LINK_INVALID' } };
  // Opening it does nothing, somebody else's does nothing, cut it does nothing.
  await expect(clientOfBob.trpc.mail.prove.mutate({ token: tokenIn(proof.link) })).rejects.toMatchObject(refused);
  await expect(mail.prove.mutate({ token: tokenIn(bobs.link) })).rejects.toMatchObject(refused);
  for (const token of [tokenIn(proof.link).slice(1), 'x', '~', 'bnVsbA~x'])
    await expect(mail.prove.mutate({ token })).rejects.toMatchObject(refused);
  expect((await mail.settings.query()).isProved).toBe(false);
  await mail.askForProof.mutate();
  const again = await world.next();
  expect(again.to).toBe(ann.email);
  for (const link of [again.link, proof.link])
    expect(await mail.prove.mutate({ token: tokenIn(link) })).toEqual({ email: ann.email });
  expect((await mail.settings.query()).isProved).toBe(true);
  await mail.set.mutate({ digest: 'weekly', language: 'ar', timeZone: 'Europe/Berlin' });
  expect((await mail.settings.query()).digest).toBe('weekly');
  await expect(mail.set.mutate({ timeZone: 'Nowhere/Land' })).rejects.toMatchObject({
    data: { reason: 'INVALID_INPUT' },
  });
}, 30_000);

test('[E6] a forgotten password: one way to a new one, for an hour, which ends all sessions; nobody is told who is here', async () => {
  await using world = await mailingNode();
  const { url } = world.node;
  const ann = await signUp(url, 'Ann');
  await world.next();
  const [known, unknown] = await Promise.all(
    [ann.email, 'nobody@nova.test'].map(async (email) => {
      const response = await post(url, 'request-password-reset', { email });
      const said: unknown = await response.json();
      return { status: response.status, said };
    }),
  );
  expect(known).toEqual(unknown);
  const { to, link } = await world.next();
  expect(to).toBe(ann.email);
  expect(link).toMatch(/^https:\/\/chat\.test\/reset\/[\w-]+$/);
  const token = link.split('/reset/')[1] ?? '';
  expect((await post(url, 'reset-password', { token, newPassword: 'short' })).status).toBe(400);
  expect((await post(url, 'reset-password', { token, newPassword: 'a new horse battery' })).status).toBe(200);
  const used = await post(url, 'reset-password', { token, newPassword: 'another horse' });
  expect([used.status, await used.json()]).toMatchObject([400, { code: 'INVALID_TOKEN' }]);
  expect((await post(url, 'sign-in/email', { email: ann.email, password: ann.password })).status).toBe(401);
  expect((await post(url, 'sign-in/email', { email: ann.email, password: 'a new horse battery' })).status).toBe(200);
  await using client = stockClient(url, ann);
  await expect(client.trpc.user.me.query()).rejects.toMatchObject({ data: { reason: 'UNAUTHENTICATED' } });
  expect(world.server.mails).toEqual([]);
}, 30_000);

test('[E6] without a mail server everybody is told so, and nothing is sent', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const ann = await signUp(url, 'Ann');
  await using client = stockClient(url, ann);
  expect((await client.trpc.mail.settings.query()).isOn).toBe(false);
  await expect(client.trpc.mail.askForProof.mutate()).rejects.toMatchObject({ data: { reason: 'MAIL_OFF' } });
  const response = await post(url, 'request-password-reset', { email: ann.email });
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'MAIL_OFF' }]);
  expect(await metricOf({ url }, 'mail_on')).toBe(0);
});

test('[E4] one click unsubscribes, signed in or not; a look, a forged or a foreign token do not', async () => {
  await using world = await mailingNode();
  const { url } = world.node;
  const [ann, bob] = [await signUp(url, 'Ann'), await signUp(url, 'Bob')];
  await using clientOfAnn = stockClient(url, ann);
  await using clientOfBob = stockClient(url, bob);
  const digests = (): Promise<string[]> =>
    Promise.all([clientOfAnn, clientOfBob].map(async ({ trpc }) => (await trpc.mail.settings.query()).digest));
  const secret = world.system.env['AUTH_SECRET'] ?? '';
  const there = (authSecret: string, userId: string): URL => {
    const link = new URL(unsubscribeUrl({ publicUrl: world.publicUrl, authSecret }, userId));
    return new URL(link.pathname + link.search, url);
  };
  const link = there(secret, ann.userId);
  const oneClick = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  };
  for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  expect((await fetch(link, { method: 'PUT' })).status).toBe(405);
  const forged = [
    there('y'.repeat(64), ann.userId),
    there(secret, 'nobody'),
    new URL('/api/unsubscribe', url),
    new URL(`${link.href}x`),
  ];
  for (const one of forged) expect((await fetch(one, oneClick)).status).toBe(400);
  // A page of somebody else cannot press the button.
  const origin = { ...oneClick, headers: { ...oneClick.headers, origin: 'https://evil.test' } };
  expect((await fetch(link, origin)).status).toBe(403);
  expect(await digests()).toEqual(['daily', 'daily']);

  const page = await fetch(link);
  expect(await page.text()).toContain('<form method="post">');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (let times = 0; times < 2; times++) expect((await fetch(link, oneClick)).status).toBe(200);
  expect(await digests()).toEqual(['off', 'daily']);
  await clientOfBob.trpc.mail.set.mutate({ language: 'de' });
  expect(await (await fetch(there(secret, bob.userId))).text()).toContain('Keine Mails mehr');
}, 30_000);

test('[E2] whoever uses Nova has been seen within the hour, also when there is nothing to read', async () => {
  await using system = await openTestSystem();
  const ann = await signUp((await system.openNode()).url, 'Ann');
  const limits = { lockTimeoutMs: 2_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 10_000 };
  const db = openDatabase({ url: system.database.url, maxConnections: 6, applicationName: 'test', ...limits });
  try {
    // As it is two hours later, on a node that has not met them.
    await db.query`
      update sessions set updated_at = updated_at - interval '2 hours', expires_at = expires_at - interval '2 hours'
      where user_id = ${ann.userId}`;
    await using client = stockClient((await system.openNode()).url, ann);
    await client.trpc.user.me.query();
    const [row] = await db.query<{ seen: boolean }>`
      select max(updated_at) > now() - interval '1 hour' as seen from sessions where user_id = ${ann.userId}`;
    expect(row).toEqual({ seen: true });
  } finally {
    await db.close();
  }
});
