import { createECDH, randomUUID } from 'node:crypto';
import { createApi } from '@nova/api';
import { type Database, openDatabase, readEpoch } from '@nova/db';
import { gate, testDatabase } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { apiDefaults, appRouter } from '@nova/api';
import { openPushService, type PushedDevice } from '../testing/push-service.ts';
import { PushSender } from './push-sender.ts';
import { pushStep } from './push-step.ts';

const noon = Date.UTC(2026, 10, 28, 12);
const graceMs = 5_000;

const vapid = createECDH('prime256v1');
vapid.generateKeys();
const keys = {
  publicKey: vapid.getPublicKey('base64url'),
  privateKey: Buffer.concat([Buffer.alloc(32), vapid.getPrivateKey()])
    .subarray(-32)
    .toString('base64url'),
};

const nothing = async function* <T>(): AsyncGenerator<T, void> {};

/** Ann writes to Bob; a push service takes what his devices are sent; the clock is the test's. */
async function world() {
  const stack = new AsyncDisposableStack();
  const base = stack.use(await testDatabase());
  const service = stack.use(await openPushService({ vapidPublicKey: keys.publicKey }));
  const open = (applicationName: string): Database =>
    stack.use(
      openDatabase({
        url: base.url,
        maxConnections: 6,
        applicationName,
        lockTimeoutMs: 2_000,
        statementTimeoutMs: 5_000,
        idleInTransactionTimeoutMs: 10_000,
      }),
    );
  const [db, other] = [open('here'), open('there')];
  await readEpoch(db.query);
  const clock = { nowMs: noon };
  const sender = stack.use(new PushSender({ ...keys, subject: 'mailto:nova@nova.test', origins: [service.origin] }));
  const api = createApi({
    db,
    events: { follow: () => Promise.resolve(nothing()) },
    inbox: { wakeups: nothing, touched: () => {}, touchedOwn: () => {}, personChanged: () => {} },
    presence: { setTyping: () => {}, present: () => new Set(), watch: nothing },
    mail: { isOn: false, askForProof: () => {}, readProof: () => null },
    limiter: { consume: () => null },
    onCommitted: () => {},
    beforeErase: () => {},
    meter: { refused() {}, failed() {}, retried() {}, committed() {}, batch() {}, split() {} },
    settings: {
      ...apiDefaults,
      pushGraceMs: graceMs,
      vapidPublicKey: keys.publicKey,
      pushOrigins: [service.origin],
    },
    random: () => 0.5,
  });
  const person = async (name: string) => {
    const userId = randomUUID();
    await db.query`
      insert into users (id, name, email, handle) values (${userId}, ${name}, ${`${name}@nova.test`}, ${name.toLowerCase()})`;
    return { userId, ...(await signIn(userId)) };
  };
  const signIn = async (userId: string) => {
    const sessionId = randomUUID();
    await db.query`
      insert into sessions (id, token, user_id, expires_at) values (${sessionId}, ${sessionId}, ${userId}, ${'2200-01-01'})`;
    const caller = { userId, sessionId };
    const call = appRouter.createCaller(api.contextFor({ caller, operator: false, requestId: 'r', address: '' }));
    return { sessionId, call };
  };
  const subscribe = async (who: { call: Awaited<ReturnType<typeof signIn>>['call'] }): Promise<PushedDevice> => {
    const device = service.device();
    await who.call.notification.setDevice({ on: true, subscription: device.subscription });
    return device;
  };
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const phone = await subscribe(bob);
  const { conversationId: group } = await ann.call.conversation.createGroup({
    title: 'Team',
    memberIds: [bob.userId],
  });
  const say = (body: string) => ann.call.message.send({ conversationId: group, clientId: randomUUID(), body });
  const parts = (of: Database = db) => ({ db: of, sender, nowMs: () => clock.nowMs, random: () => 0.5 });
  const decide = async (): Promise<void> => {
    while (await api.decideNotifications(new Date(clock.nowMs)));
  };
  return {
    db,
    other,
    clock,
    ann,
    bob,
    phone,
    group,
    say,
    parts,
    decide,
    signIn,
    subscribe,
    /** Decides, lets the grace pass, and pushes. */
    async pushed(): Promise<void> {
      await decide();
      clock.nowMs += graceMs;
      const step = pushStep(parts());
      while (await step());
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const textsOf = ({ delivered }: PushedDevice): string[] =>
  delivered.map(({ news }) => (news.type === 'news' ? `${news.count}×${news.body}` : news.type));

describe('[B3] a push tells how things stand when it is sent', () => {
  test('encrypted for the device; what came together is told together; a long text is cut', async () => {
    await using w = await world();
    await w.say('one');
    await w.say(`two ${'😀'.repeat(300)}`);
    await w.pushed();
    expect(w.phone.delivered).toHaveLength(1);
    const [first] = w.phone.delivered;
    const { news, headers } = first ?? { news: null, headers: null };
    expect(news).toMatchObject({ type: 'news', conversationId: w.group, title: 'Team', senderName: 'Ann', count: 2 });
    expect(news?.type === 'news' ? news.body.length : 0).toBeLessThanOrEqual(200);
    expect(JSON.stringify(news).isWellFormed()).toBe(true);
    expect(headers).toMatchObject({ topic: expect.stringMatching(/^[\w-]{32}$/), urgency: 'normal', ttl: '86400' });
    await w.say('three @bob');
    await w.pushed();
    expect(textsOf(w.phone).at(-1)).toBe('3×three @bob');
    expect(w.phone.delivered.at(-1)?.headers).toMatchObject({ urgency: 'high', topic: headers?.['topic'] });
    await w.pushed();
    expect(w.phone.requests).toBe(2);
  });

  test('nothing is pushed before its grace is over, nor what was read, deleted or left by then', async () => {
    await using w = await world();
    const first = await w.say('read on the desktop');
    await w.decide();
    await pushStep(w.parts())();
    expect(w.phone.requests).toBe(0);
    await w.bob.call.conversation.markRead({ conversationId: w.group, seq: first.seq });
    await w.pushed();
    const second = await w.say('deleted');
    await w.decide();
    await w.ann.call.message.delete({ messageId: second.messageId });
    await w.pushed();
    await w.say('left');
    await w.decide();
    await w.bob.call.conversation.leave({ conversationId: w.group });
    await w.pushed();
    expect(w.phone.requests).toBe(0);
  });

  test('what a device shows is made right, or taken away, when it is edited, deleted or read elsewhere', async () => {
    await using w = await world();
    const desktop = await w.signIn(w.bob.userId);
    const first = await w.say('first');
    const second = await w.say('secret');
    await w.pushed();
    await w.ann.call.message.delete({ messageId: second.messageId });
    await w.pushed();
    await w.ann.call.message.edit({ messageId: first.messageId, expectedVersion: 1, body: 'first!' });
    await w.pushed();
    await desktop.call.conversation.markRead({ conversationId: w.group, seq: first.seq });
    w.clock.nowMs = Date.now() + 1_000;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['2×secret', '1×first', '1×first!', 'over']);
    await w.pushed();
    expect(w.phone.requests).toBe(4);
  });

  test('the device that one reads on is told nothing of it', async () => {
    await using w = await world();
    const { seq } = await w.say('x');
    await w.pushed();
    await w.bob.call.conversation.markRead({ conversationId: w.group, seq });
    w.clock.nowMs = Date.now() + 1_000;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });
});

describe('[B4] nobody is disturbed', () => {
  test('during quiet hours and do not disturb that began meanwhile, and while one looks at another device', async () => {
    await using w = await world();
    const { notification } = w.bob.call;
    await w.say('x');
    await w.decide();
    await notification.setSettings({ dndUntil: new Date(noon + 3_600_000).toISOString() });
    await w.pushed();
    await notification.setSettings({
      dndUntil: null,
      quiet: { from: 11 * 60, to: 13 * 60, days: [6], zone: 'UTC' },
    });
    await w.say('y');
    await w.pushed();
    await notification.setSettings({ quiet: null });
    await notification.setActive({ on: true });
    await w.db
      .query`update notify_people set active_until = ${new Date(noon + 60_000).toISOString()}::text::timestamptz`;
    await w.say('z');
    await w.pushed();
    expect(w.phone.requests).toBe(0);
    await notification.setActive({ on: false });
    await w.say('at last');
    await w.pushed();
    // What came in quiet hours is not told later.
    expect(textsOf(w.phone)).toEqual(['3×at last']);
  });
});

describe('[B5] sent once, whoever dies', () => {
  test('two nodes at once: what one has claimed the other passes by', async () => {
    await using w = await world();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const stop = gate();
    const first = pushStep({
      ...w.parts(),
      failpoint: (name) => (name === 'pushes-claimed' ? stop.pass() : undefined),
    })();
    await stop.arrived();
    await pushStep(w.parts(w.other))();
    expect(w.phone.requests).toBe(0);
    stop.open();
    await first;
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });

  test('a node that dies between claim and send leaves it to another; one that dies after it sends the same news again', async () => {
    await using w = await world();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const dyingAt = (place: string) =>
      pushStep({
        ...w.parts(),
        failpoint: (name) => (name === place ? Promise.reject(new Error('dead')) : undefined),
      });
    const next = pushStep(w.parts(w.other));
    await expect(dyingAt('pushes-claimed')()).rejects.toThrow('dead');
    await next();
    expect(w.phone.requests).toBe(0);
    w.clock.nowMs += 31_000;
    await expect(dyingAt('push-sent')()).rejects.toThrow('dead');
    w.clock.nowMs += 31_000;
    await next();
    const seqs = w.phone.delivered.map(({ news }) => (news.type === 'news' ? news.seq : 0));
    expect(seqs).toHaveLength(2);
    expect(new Set(seqs).size).toBe(1);
    w.clock.nowMs += 31_000;
    await next();
    expect(w.phone.requests).toBe(2);
  });

  test('what comes while it is sent is sent after it', async () => {
    await using w = await world();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const stop = gate();
    const first = pushStep({ ...w.parts(), failpoint: (name) => (name === 'push-sent' ? stop.pass() : undefined) })();
    await stop.arrived();
    await w.say('y');
    await w.decide();
    stop.open();
    await first;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['1×x', '2×y']);
  });
});

describe('[B6] subscriptions', () => {
  test.each([404, 410])('one that is gone (%i) is forgotten', async (status) => {
    await using w = await world();
    w.phone.answers(status);
    await w.say('x');
    await w.pushed();
    expect((await w.bob.call.notification.settings()).thisDevice).toBe('off');
    await w.say('y');
    await w.pushed();
    expect(w.phone.requests).toBe(1);
  });

  test('a service in trouble is asked again, later and later, and not for ever; another device does not wait', async () => {
    await using w = await world();
    const laptop = await w.subscribe(await w.signIn(w.bob.userId));
    w.phone.answers(500);
    await w.say('x');
    await w.pushed();
    expect(textsOf(laptop)).toEqual(['1×x']);
    const step = pushStep(w.parts());
    const waits: number[] = [];
    for (let seconds = 1; seconds <= 5_000; seconds++) {
      const before = w.phone.requests;
      w.clock.nowMs += 1_000;
      const [due] = await w.db.query`
        select 1 from pushes where due_at <= ${new Date(w.clock.nowMs).toISOString()}::text::timestamptz`;
      if (due) await step();
      if (w.phone.requests > before) waits.push(seconds);
    }
    expect(waits).toEqual([5, 25, 105, 425, 1_705]);
    expect(w.phone.requests).toBe(6);
    w.phone.answers(201);
    await w.say('y');
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['2×y']);
  });

  test('a service that says when is asked then', async () => {
    await using w = await world();
    w.phone.answers(429, { 'retry-after': '120' });
    await w.say('x');
    await w.pushed();
    w.phone.answers(201);
    w.clock.nowMs += 119_000;
    await pushStep(w.parts())();
    expect(w.phone.requests).toBe(1);
    w.clock.nowMs += 1_000;
    await pushStep(w.parts())();
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });

  test('a session that ended is told nothing, also of what was planned', async () => {
    await using w = await world();
    await w.say('x');
    await w.decide();
    await w.bob.call.user.revokeDevice({ deviceId: w.bob.sessionId });
    await w.pushed();
    expect(w.phone.requests).toBe(0);
  });

  test('a session that ran out is told nothing', async () => {
    await using w = await world();
    await w.say('x');
    await w.decide();
    await w.db
      .query`update sessions set expires_at = ${new Date(noon).toISOString()}::text::timestamptz where id = ${w.bob.sessionId}`;
    await w.pushed();
    expect(w.phone.requests).toBe(0);
    expect(await w.db.query`select 1 from notify_devices`).toEqual([]);
  });

  test('one can try whether it works', async () => {
    await using w = await world();
    expect(await w.bob.call.notification.try()).toEqual({ planned: true });
    expect(await w.ann.call.notification.try()).toEqual({ planned: false });
    w.clock.nowMs = Date.now() + 1_000;
    await pushStep(w.parts())();
    expect(textsOf(w.phone)).toEqual(['trial']);
  });

  test('[B7] a service that is not a public one is not connected to, whatever was let in before', async () => {
    await using w = await world();
    const { subscription } = w.phone;
    using strict = new PushSender({ ...keys, subject: 'mailto:nova@nova.test', origins: [] });
    const over = { type: 'over', conversationId: w.group } as const;
    expect(await strict.send(subscription, over, { topic: 'x' })).toEqual({ type: 'refused' });
    const inside = { ...subscription, endpoint: 'https://localhost.localdomain/push' };
    expect((await strict.send(inside, over, { topic: 'x' })).type).not.toBe('sent');
    expect(w.phone.requests).toBe(0);
  });
});
