import { createECDH, randomUUID } from 'node:crypto';
import { apiDefaults, appRouter, createApi } from '@nova/api';
import { type Database, readEpoch } from '@nova/db';
import { PushSender } from '../push/push-sender.ts';
import { pushStep } from '../push/push-step.ts';
import { openPushService, type PushedDevice } from './push-service.ts';
import { openTwoNodes } from './two-nodes.ts';

export const noon = Date.UTC(2026, 10, 28, 12);
/** How long what was said is left to be read. */
export const graceMs = 5_000;

const vapid = createECDH('prime256v1');
vapid.generateKeys();
const pushKeys = {
  publicKey: vapid.getPublicKey('base64url'),
  privateKey: Buffer.concat([Buffer.alloc(32), vapid.getPrivateKey()])
    .subarray(-32)
    .toString('base64url'),
};

/** Pushes to these services besides the public ones. */
export function senderTo(origins: readonly string[]): PushSender {
  return new PushSender({ ...pushKeys, subject: 'mailto:nova@nova.test', origins });
}

const nothing = async function* <T>(): AsyncGenerator<T, void> {};

/** Ann writes to Bob; a push service takes what his devices are sent; the clock is the test's. */
export async function pushWorld() {
  const stack = new AsyncDisposableStack();
  const { here: db, there: other } = stack.use(await openTwoNodes());
  const service = stack.use(await openPushService({ vapidPublicKey: pushKeys.publicKey }));
  await readEpoch(db.query);
  const clock = { nowMs: noon };
  const sender = stack.use(senderTo([service.origin]));
  const api = createApi({
    db,
    events: { follow: () => Promise.resolve(nothing()) },
    inbox: { wakeups: nothing, touched: () => {}, touchedOwn: () => {}, personChanged: () => {} },
    presence: { setTyping: () => {}, present: () => new Set(), watch: nothing },
    mail: { isOn: false, askForProof: () => {}, readProof: () => null },
    newestApp: { build: () => Promise.resolve(null) },
    limiter: { consume: () => null },
    onCommitted: () => {},
    beforeErase: () => {},
    meter: { refused() {}, failed() {}, retried() {}, committed() {}, batch() {}, split() {} },
    settings: {
      ...apiDefaults,
      pushGraceMs: graceMs,
      vapidPublicKey: pushKeys.publicKey,
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

/** What a device was told, in order. */
export function textsOf({ delivered }: PushedDevice): string[] {
  return delivered.map(({ news }) => (news.type === 'news' ? `${news.count}×${news.body}` : news.type));
}
