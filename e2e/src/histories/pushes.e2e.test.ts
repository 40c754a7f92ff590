import { createECDH, randomUUID } from 'node:crypto';
import type { FailpointName } from '@nova/db';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { openPushService } from '../../../apps/server/src/testing/push-service.ts';
import { signUp, stockClient } from '../../../apps/server/src/testing/stock-client.ts';
import { openTestSystem } from '../../../apps/server/src/testing/test-system.ts';
import { ServerProcess } from './server-process.ts';
import { untilNone } from './until.ts';

/** How often a push comes when the node dies there: after it was sent, nobody can know that it was. */
const places: readonly (readonly [FailpointName, number])[] = [
  ['notify-claimed', 1],
  ['pushes-claimed', 1],
  ['push-sent', 2],
];

for (const [place, times] of places) {
  test(`[B5] a node killed at ${place}: another tells the device, of the same message only`, async () => {
    const vapid = createECDH('prime256v1');
    vapid.generateKeys();
    const publicKey = vapid.getPublicKey('base64url');
    await using service = await openPushService({ vapidPublicKey: publicKey });
    await using system = await openTestSystem();
    const env = {
      ...system.env,
      NOTIFY_EVERY_MS: '50',
      PUSH_GRACE_MS: '0',
      RECONNECT_SPREAD_MS: '100',
      VAPID_PUBLIC_KEY: publicKey,
      VAPID_PRIVATE_KEY: Buffer.concat([Buffer.alloc(32), vapid.getPrivateKey()])
        .subarray(-32)
        .toString('base64url'),
      PUSH_ORIGINS: service.origin,
    };
    await using doomed = await ServerProcess.open(env);
    await using next = await ServerProcess.open(env);
    await doomed.start(place);
    const origin = `http://127.0.0.1:${doomed.port}`;
    const [ann, bob] = await Promise.all([signUp(origin, 'Ann'), signUp(origin, 'Bob')]);
    await using annsDevice = stockClient(origin, ann);
    await using bobsDevice = stockClient(origin, bob);
    const phone = service.device();
    await bobsDevice.trpc.notification.setDevice.mutate({ on: true, subscription: phone.subscription });
    const wanted = { title: 'Team', memberIds: [bob.userId] };
    const { conversationId } = await annsDevice.trpc.conversation.createGroup.mutate(wanted);
    // Its answer may be lost with the node; what it asked for is in Postgres.
    const message = { conversationId, clientId: randomUUID(), body: 'Water the garden' };
    const sending = annsDevice.trpc.message.send.mutate(message).catch(() => null);
    await doomed.died();
    await sending;
    const sql = postgres(system.database.url, { max: 1, onnotice: () => {} });
    // What the dead node had claimed for half a minute is due: nobody waits for that in a test.
    await sql`update pushes set claimed_until = now()`;
    await next.start();
    await expect.poll(() => phone.delivered.length, { timeout: 20_000 }).toBe(times);
    await untilNone(() => sql`select 1 from pushes where due_at is not null`);
    const told = phone.delivered.map(({ news }) =>
      news.type === 'news' ? `${news.seq} ${news.count}×${news.body}` : '',
    );
    expect(told).toEqual(Array.from({ length: times }, () => told[0]));
    expect(told[0]).toContain('1×Water the garden');
    await sql.end();
  }, 60_000);
}
