import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import type { NotifySettingsInput } from '@nova/contract';
import { gate } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';
import { decideNotifications } from './decide-notifications.ts';

const now = new Date(Date.UTC(2026, 10, 28, 12));
const settings = { vapidPublicKey: 'x'.repeat(87), pushOrigins: ['https://push.test'], pushGraceMs: 5_000 };

/** What the schema refuses. */
const badInput = { code: 'BAD_REQUEST' };

/** A subscription as a browser makes it. */
function subscription(endpoint = `https://push.test/${randomUUID()}`) {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { endpoint, p256dh: pair.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
}

/** Ann writes; Bob is told, on one device. */
async function scene(world: World, wishes?: NotifySettingsInput) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  await bob.call.notification.setDevice({ on: true, subscription: subscription() });
  if (wishes) await bob.call.notification.setSettings(wishes);
  return { ann, bob, group: await world.group(ann, bob) };
}

/** Everything that waits is decided. */
async function decide(world: World, at = now): Promise<void> {
  while (await world.node.api.decideNotifications(at));
}

/** What somebody is to be told, as `count×newest text` of each conversation. */
async function news({ call }: Person): Promise<string[]> {
  return (await call.notification.news()).news.map(({ count, body }) => `${count}×${body}`);
}

const handleOf = (person: Person): string => `${person.name.toLowerCase()}-${person.userId.slice(-6)}`;

async function told(world: World, by: Person, to: Person, conversationId: string, body: string): Promise<boolean> {
  await world.send(by, conversationId, body);
  await decide(world);
  const has = (await to.call.notification.news()).news.some((one) => one.body === body);
  return has;
}

describe('[B1] who is told of a message', () => {
  test('others in the conversation, once each, not its author; several are one with a count', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    await ann.call.notification.setDevice({ on: true, subscription: subscription() });
    await world.send(ann, group, 'one');
    const { seq } = await world.send(ann, group, 'two');
    await decide(world);
    expect(await news(bob)).toEqual(['2×two']);
    expect(await news(ann)).toEqual([]);
    const [one] = (await bob.call.notification.news()).news;
    expect(one).toMatchObject({
      conversationId: group,
      kind: 'group',
      title: 'Group',
      senderName: 'Ann',
      seq,
      meantSeq: null,
    });
  });

  test('by the level of the conversation: all, mentions, nothing', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    const mention = `look @${handleOf(bob)}`;
    await bob.call.conversation.mute({ conversationId: group, notify: 'mentions' });
    expect(await told(world, ann, bob, group, 'plain')).toBe(false);
    expect(await told(world, ann, bob, group, mention)).toBe(true);
    expect(await told(world, ann, bob, group, 'all @channel')).toBe(true);
    await bob.call.conversation.mute({ conversationId: group, notify: 'nothing' });
    expect(await told(world, ann, bob, group, `${mention} again`)).toBe(false);
    expect(await news(bob)).toEqual([]);
  });

  test('by the scope of the person: what is meant for them, or nothing', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world, { scope: 'direct', keywords: ['Deploy'] });
    const { conversationId: direct } = await ann.call.conversation.openDirect({ userId: bob.userId });
    expect(await told(world, ann, bob, group, 'plain')).toBe(false);
    expect(await told(world, ann, bob, direct, 'to you')).toBe(true);
    expect(await told(world, ann, bob, group, 'the deploy is done')).toBe(true);
    expect(await told(world, ann, bob, group, 'redeployed')).toBe(false);
    await bob.call.notification.setSettings({ scope: 'nothing' });
    expect(await told(world, ann, bob, direct, 'hello?')).toBe(false);
  });

  test('of replies in threads that they follow, and of no others', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    const { messageId: root } = await world.send(bob, group, 'root');
    const { messageId: other } = await world.send(ann, group, 'other root');
    await bob.call.conversation.markRead({ conversationId: group, seq: 100 });
    const reply = (threadRootId: string, body: string) =>
      ann.call.message.send({ conversationId: group, clientId: randomUUID(), body, threadRootId });
    await reply(other, 'not for Bob');
    await reply(root, 'for Bob');
    await decide(world);
    expect(await news(bob)).toEqual(['1×for Bob']);
    const [one] = (await bob.call.notification.news()).news;
    expect(one?.threadRootId).toBe(root);
    await bob.call.thread.markRead({ rootId: root, seq: 100 });
    expect(await news(bob)).toEqual([]);
  });

  test('nobody who has no device on which they want to be told; nothing is written for them', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    await bob.call.notification.setDevice({ on: false });
    await world.send(ann, group, 'x');
    expect(await world.db.query`select 1 from notify_queue`).toEqual([]);
  });
});

describe('[B3] what is not true any more is told by nobody', () => {
  test('read, deleted, edited so that it mentions one no more, left', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    await bob.call.conversation.mute({ conversationId: group, notify: 'mentions' });
    const mention = `hey @${handleOf(bob)}`;
    const first = await world.send(ann, group, mention);
    const second = await world.send(ann, group, `${mention}!`);
    const third = await world.send(ann, group, `${mention}?`);
    await decide(world);
    expect(await news(bob)).toEqual([`3×${mention}?`]);
    await ann.call.message.delete({ messageId: third.messageId });
    expect(await news(bob)).toEqual([`2×${mention}!`]);
    await ann.call.message.edit({ messageId: second.messageId, expectedVersion: 1, body: 'hey' });
    expect(await news(bob)).toEqual([`1×${mention}`]);
    await bob.call.conversation.markRead({ conversationId: group, seq: first.seq });
    expect(await news(bob)).toEqual([]);
    await world.send(ann, group, mention);
    await decide(world);
    expect(await news(bob)).toHaveLength(1);
    await bob.call.conversation.leave({ conversationId: group });
    expect(await news(bob)).toEqual([]);
  });

  test('what was read or deleted before it was decided, and what an import brings, is never told', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    const gone = await world.send(ann, group, 'gone');
    await ann.call.message.delete({ messageId: gone.messageId });
    const read = await world.send(ann, group, 'read');
    await bob.call.conversation.markRead({ conversationId: group, seq: read.seq });
    await decide(world);
    expect(await world.db.query`select 1 from notifications`).toEqual([]);
    expect(await world.db.query`select 1 from pushes`).toEqual([]);
  });
});

describe('[B4] quiet hours and do not disturb', () => {
  test('what is said then is not told, then or later', async () => {
    await using world = await openWorld({ settings });
    const quiet = { from: 22 * 60, to: 7 * 60, days: [1, 2, 3, 4, 5, 6, 7], zone: 'Europe/Berlin' };
    const { ann, bob, group } = await scene(world, { quiet });
    await world.send(ann, group, 'at night');
    await decide(world, new Date(Date.UTC(2026, 10, 28, 23)));
    await world.send(ann, group, 'by day');
    await decide(world, now);
    expect(await news(bob)).toEqual(['1×by day']);
    await bob.call.notification.setSettings({ dndUntil: '2026-11-28T13:00:00Z' });
    await world.send(ann, group, 'do not disturb');
    await decide(world, now);
    expect(await news(bob)).toEqual(['1×by day']);
  });

  test('two devices that change two things change both; what is not well formed changes nothing', async () => {
    await using world = await openWorld({ settings });
    const { bob } = await scene(world);
    await Promise.all([
      bob.call.notification.setSettings({ keywords: ['Nova', 'nova ', 'x  y'] }),
      bob.call.notification.setSettings({ dndUntil: '2026-11-28T15:00:00+02:00' }),
    ]);
    expect(await bob.call.notification.settings()).toEqual({
      scope: 'all',
      keywords: ['nova', 'x y'],
      quiet: null,
      dndUntil: '2026-11-28T13:00:00.000Z',
      thisDevice: 'push',
      hasPush: true,
      pushKey: settings.vapidPublicKey,
    });
    const bad: unknown[] = [
      {},
      { keywords: Array.from({ length: 51 }, (_, n) => `word ${n}`) },
      { keywords: [' '] },
      { quiet: { from: 0, to: 1_440, days: [1], zone: 'UTC' } },
      { quiet: { from: 0, to: 1, days: [], zone: 'UTC' } },
      { quiet: { from: 0, to: 1, days: [1], zone: 'Mars/Olympus' } },
      { quiet: { from: 0, to: 1, days: [1], zone: '+02:00' } },
      { dndUntil: 'tomorrow' },
    ];
    for (const input of bad)
      await expect(bob.call.notification.setSettings(input as NotifySettingsInput)).rejects.toMatchObject(badInput);
    expect((await bob.call.notification.settings()).keywords).toEqual(['nova', 'x y']);
  });
});

describe('[B5] decided once', () => {
  test('two nodes at the same time: while one has claimed, the other takes the rest, and nothing is told twice', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    for (let n = 0; n < 60; n++) await world.send(ann, group, `n ${n}`);
    const stop = gate();
    const tellings: string[] = [];
    const parts = (failpoint?: () => Promise<void>) => ({
      db: world.db,
      graceMs: 5_000,
      tell: (userId: string) => void tellings.push(userId),
      failpoint,
    });
    const first = decideNotifications(
      parts(() => stop.pass()),
      now,
    );
    await stop.arrived();
    expect(await decideNotifications(parts(), now)).toBe(false);
    expect(await news(bob)).toEqual(['10×n 59']);
    stop.open();
    expect(await first).toBe(true);
    expect(await news(bob)).toEqual(['60×n 59']);
    expect(await world.db.query`select 1 from pushes`).toHaveLength(1);
    expect(tellings).toEqual([bob.userId, bob.userId]);
  });

  test('a node that dies with its claim leaves it to the next', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob, group } = await scene(world);
    await world.send(ann, group, 'x');
    const dying = { db: world.db, graceMs: 0, tell: () => {}, failpoint: () => Promise.reject(new Error('dead')) };
    await expect(decideNotifications(dying, now)).rejects.toThrow('dead');
    expect(await news(bob)).toEqual([]);
    await decide(world);
    expect(await news(bob)).toEqual(['1×x']);
  });
});

describe('[B7] devices', () => {
  test('a push service must be a public one, and a key a key', async () => {
    await using world = await openWorld({ settings });
    const { bob } = await scene(world);
    const set = (over: object) =>
      reasonOf(bob.call.notification.setDevice({ on: true, subscription: { ...subscription(), ...over } }));
    for (const endpoint of [
      'http://push.test/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://push.test:1/x',
      'no',
    ])
      expect(await set({ endpoint })).toBe('PUSH_REFUSED');
    expect(await set({ p256dh: Buffer.alloc(65, 4).toString('base64url') })).toBe('INVALID_INPUT');
    await expect(set({ endpoint: `https://push.test/${'x'.repeat(1_000)}` })).rejects.toMatchObject(badInput);
    await expect(set({ auth: 'short' })).rejects.toMatchObject(badInput);
    expect((await bob.call.notification.settings()).thisDevice).toBe('push');
  });

  test('a device ends with its session; a browser has one, whoever signs in there; nobody has more than twenty', async () => {
    await using world = await openWorld({ settings });
    const { ann, bob } = await scene(world);
    const shared = subscription();
    await bob.call.notification.setDevice({ on: true, subscription: shared });
    await ann.call.notification.setDevice({ on: true, subscription: shared });
    expect((await bob.call.notification.settings()).thisDevice).toBe('off');
    // Whoever knows an address without its secret takes nothing away.
    await bob.call.notification.setDevice({ on: true, subscription: subscription(shared.endpoint) });
    expect((await ann.call.notification.settings()).thisDevice).toBe('push');
    await ann.call.user.revokeDevice({ deviceId: ann.sessionId });
    expect(await world.db.query`select 1 from notify_devices where user_id = ${ann.userId}`).toEqual([]);
    expect(await reasonOf(ann.call.notification.setDevice({ on: true, subscription: shared }))).toBe('UNAUTHENTICATED');
    await world.db.query`
      with made as (
        insert into sessions (id, token, user_id, expires_at)
        select gen_random_uuid(), gen_random_uuid(), ${bob.userId}, now() + interval '1 day' from generate_series(1, 19)
        returning id, user_id)
      insert into notify_devices (session_id, user_id, language) select id, user_id, 'en' from made`;
    await bob.call.notification.setDevice({ on: true });
    await world.db.query`
      with made as (
        insert into sessions (id, token, user_id, expires_at)
        select gen_random_uuid(), gen_random_uuid(), ${bob.userId}, now() + interval '1 day' returning id, user_id)
      insert into notify_devices (session_id, user_id, language) select id, user_id, 'en' from made`;
    expect(await reasonOf(bob.call.notification.setDevice({ on: true }))).toBe('DEVICES_FULL');
  });
});
