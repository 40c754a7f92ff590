import { randomUUID } from 'node:crypto';
import { addReaction, deleteMessage, renameConversation, withConversationLock } from '@nova/db';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../errors/refusal.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { overtaken } from '../rehearsal/interleaving.ts';
import { type Node, openWorld, type Person, type World } from '../rehearsal/world.ts';

/** People and a message to fight about: Ann owns the group, Max is an admin, Bob wrote the message. */
interface Stage {
  readonly world: World;
  readonly ann: Person;
  readonly max: Person;
  readonly bob: Person;
  readonly conversationId: string;
  readonly messageId: string;
}

interface Race {
  readonly rule: string;
  readonly name: string;
  /** What is being judged. */
  act(stage: Stage, node: Node): Promise<unknown>;
  /** What takes the right to do it away. */
  rival(stage: Stage, node: Node): Promise<unknown>;
  /** What `act` is told when it comes second. */
  readonly refusedWith: string;
  /** The same act by somebody who judged before the transaction: reads, then writes what it thought was right. */
  naive(stage: Stage): Promise<() => Promise<unknown>>;
  /** Whether the database shows that somebody did what they had no right to. */
  isBroken(stage: Stage): Promise<boolean>;
}

async function stage(world: World): Promise<Stage> {
  const [ann, max, bob] = await Promise.all([world.person('Ann'), world.person('Max'), world.person('Bob')]);
  const conversationId = await world.group(ann, max, bob);
  await ann.call.conversation.setRole({ conversationId, userId: max.userId, role: 'admin' });
  const { messageId } = await world.send(bob, conversationId, 'first');
  return { world, ann, max, bob, conversationId, messageId };
}

/** Writes under the lock without judging there: the rest of a naive command. */
function write(
  s: Stage,
  by: Person,
  act: Parameters<typeof withConversationLock<null, unknown>>[2]['act'],
): () => Promise<unknown> {
  const request = {
    parties: [{ conversationId: s.conversationId, userId: by.userId, sessionId: by.sessionId }],
    admission: 'anyone' as const,
    onBusy: 'wait' as const,
    read: () => Promise.resolve(null),
  };
  return () => withConversationLock(s.world.db.transactions, request, { act, hooks: {} });
}

async function roleOf(s: Stage, by: Person): Promise<string | undefined> {
  const [row] = await s.world.db.query<{ role: string }>`
    select role from members where conversation_id = ${s.conversationId} and user_id = ${by.userId}`;
  return row?.role;
}

/** Whether the log has an event of `what` after one of `after`. */
async function follows(s: Stage, what: { type: string; actorId: string }, after: { type: string }): Promise<boolean> {
  const log = await logOf(s.world, s.conversationId);
  const edge = log.findLast(({ type }) => type === after.type)?.seq ?? Infinity;
  return log.some(({ type, actorId, seq }) => type === what.type && actorId === what.actorId && seq > edge);
}

const naiveEdit = async (s: Stage, body: string): Promise<() => Promise<unknown>> => {
  const { conversationId, messageId, bob } = s;
  if (!(await roleOf(s, bob))) throw new Error('judged: not a member');
  const [message] = await s.world.db.query<{
    version: number;
  }>`select version from messages where id = ${messageId} and deleted_at is null`;
  if (!message) throw new Error('judged: deleted');
  const version = message.version + 1;
  return write(s, bob, async (tx, ledger) => {
    const seq = ledger.append({
      conversationId,
      type: 'message.edited',
      actorId: bob.userId,
      messageId,
      payload: { version },
      body,
    });
    // No condition on what it is now: that was looked at before.
    await tx.query`update messages set body = ${body}, version = ${version}, version_seq = ${seq} where id = ${messageId}`;
  });
};

const races: Race[] = [
  {
    rule: 'W4',
    name: 'edit vs removal',
    act: (s, node) => s.bob.on(node).call.message.edit({ messageId: s.messageId, expectedVersion: 1, body: 'edited' }),
    rival: (s, node) =>
      s.ann.on(node).call.conversation.removeMember({ conversationId: s.conversationId, userId: s.bob.userId }),
    refusedWith: 'MESSAGE_NOT_FOUND',
    naive: (s) => naiveEdit(s, 'edited'),
    isBroken: (s) => follows(s, { type: 'message.edited', actorId: s.bob.userId }, { type: 'member.removed' }),
  },
  {
    rule: 'W4',
    // Who edits a message is its author, whatever their role is: what a demotion takes is the right to edit the rest.
    name: "an admin's edit of the title vs demotion",
    act: (s, node) => s.max.on(node).call.conversation.update({ conversationId: s.conversationId, title: 'Mine' }),
    rival: (s, node) =>
      s.ann
        .on(node)
        .call.conversation.setRole({ conversationId: s.conversationId, userId: s.max.userId, role: 'member' }),
    refusedWith: 'FORBIDDEN',
    async naive(s) {
      if ((await roleOf(s, s.max)) !== 'admin') throw new Error('judged: no admin');
      const { conversationId } = s;
      return write(s, s.max, async (tx, ledger) => {
        const payload = { title: 'Mine', topic: '' };
        ledger.append({
          conversationId,
          type: 'conversation.updated',
          actorId: s.max.userId,
          messageId: null,
          payload,
        });
        await renameConversation(tx, { conversationId, ...payload, at: ledger.at });
      });
    },
    isBroken: (s) =>
      follows(s, { type: 'conversation.updated', actorId: s.max.userId }, { type: 'member.roleChanged' }),
  },
  {
    rule: 'W3',
    name: 'edit vs edit',
    act: (s, node) => s.bob.on(node).call.message.edit({ messageId: s.messageId, expectedVersion: 1, body: 'mine' }),
    rival: (s, node) =>
      s.bob.on(node).call.message.edit({ messageId: s.messageId, expectedVersion: 1, body: 'theirs' }),
    refusedWith: 'VERSION_CONFLICT',
    naive: (s) => naiveEdit(s, 'mine'),
    async isBroken(s) {
      const edits = (await logOf(s.world, s.conversationId)).filter(({ type }) => type === 'message.edited').length;
      const [message] = await s.world.db.query<{ version: number; kept: number }>`
        select version, (select count(*) from revisions where message_id = id) as kept from messages where id = ${s.messageId}`;
      return message?.version !== edits + 1 || message.kept !== edits;
    },
  },
  {
    rule: 'W5',
    name: 'edit vs delete',
    act: (s, node) => s.bob.on(node).call.message.edit({ messageId: s.messageId, expectedVersion: 1, body: 'edited' }),
    rival: (s, node) => s.bob.on(node).call.message.delete({ messageId: s.messageId }),
    refusedWith: 'MESSAGE_DELETED',
    naive: (s) => naiveEdit(s, 'edited'),
    isBroken: (s) => follows(s, { type: 'message.edited', actorId: s.bob.userId }, { type: 'message.deleted' }),
  },
  {
    rule: 'W4',
    name: "an admin's delete vs demotion",
    act: (s, node) => s.max.on(node).call.message.delete({ messageId: s.messageId }),
    rival: (s, node) =>
      s.ann
        .on(node)
        .call.conversation.setRole({ conversationId: s.conversationId, userId: s.max.userId, role: 'member' }),
    refusedWith: 'FORBIDDEN',
    async naive(s) {
      if ((await roleOf(s, s.max)) !== 'admin') throw new Error('judged: no admin');
      const { conversationId, messageId, max } = s;
      return write(s, max, async (tx, ledger) => {
        const seq = ledger.append({
          conversationId,
          type: 'message.deleted',
          actorId: max.userId,
          messageId,
          payload: { erases: [] },
        });
        await deleteMessage(tx, { messageId, deletedBy: max.userId, seq, at: ledger.at });
      });
    },
    isBroken: (s) => follows(s, { type: 'message.deleted', actorId: s.max.userId }, { type: 'member.roleChanged' }),
  },
  {
    rule: 'W4',
    name: 'send vs leave',
    act: (s, node) =>
      s.bob.on(node).call.message.send({ conversationId: s.conversationId, clientId: randomUUID(), body: 'late' }),
    rival: (s, node) => s.bob.on(node).call.conversation.leave({ conversationId: s.conversationId }),
    refusedWith: 'NOT_A_MEMBER',
    async naive(s) {
      if (!(await roleOf(s, s.bob))) throw new Error('judged: not a member');
      return write(s, s.bob, (_tx, ledger) =>
        ledger.appendMessage({
          id: randomUUID(),
          conversationId: s.conversationId,
          actorId: s.bob.userId,
          senderId: s.bob.userId,
          clientId: randomUUID(),
          body: 'late',
          sentAt: ledger.at,
          replyToId: null,
          threadRootId: null,
          alsoSent: false,
          mentionIds: [],
        }),
      );
    },
    isBroken: (s) => follows(s, { type: 'message.created', actorId: s.bob.userId }, { type: 'member.removed' }),
  },
  {
    rule: 'W5',
    name: 'react vs delete',
    act: (s, node) => s.max.on(node).call.message.react({ messageId: s.messageId, emoji: '👍', on: true }),
    rival: (s, node) => s.bob.on(node).call.message.delete({ messageId: s.messageId }),
    refusedWith: 'MESSAGE_DELETED',
    async naive(s) {
      const { conversationId, messageId, max } = s;
      const [message] = await s.world.db
        .query`select 1 as found from messages where id = ${messageId} and deleted_at is null`;
      if (!message) throw new Error('judged: deleted');
      return write(s, max, async (tx, ledger) => {
        const seq = ledger.append({
          conversationId,
          type: 'reaction.changed',
          actorId: max.userId,
          messageId,
          payload: { emoji: '👍', on: true },
        });
        await addReaction(tx, { messageId, userId: max.userId, emoji: '👍' }, { seq, at: ledger.at });
      });
    },
    isBroken: (s) => follows(s, { type: 'reaction.changed', actorId: s.max.userId }, { type: 'message.deleted' }),
  },
];

describe.each(races)('[W1] [$rule] $name', (race) => {
  test('the act first: it happens, and the rival after it', async () => {
    await using world = await openWorld();
    const s = await stage(world);
    const { first, second } = await overtaken(world, {
      first: (node) => race.act(s, node),
      second: (node) => race.rival(s, node),
    });
    expect(first.error).toBeUndefined();
    // Of two edits the second is refused, in either order; every other rival goes on.
    if (race.rule === 'W3')
      expect(second.error).toMatchObject({ reason: 'VERSION_CONFLICT', current: { version: 2, body: 'mine' } });
    else expect(second.error).toBeUndefined();
    expect(await race.isBroken(s)).toBe(false);
  });

  test('the rival first: the act is judged by what is true when it gets the lock', async () => {
    await using world = await openWorld();
    const s = await stage(world);
    const { first, second } = await overtaken(world, {
      first: (node) => race.rival(s, node),
      second: (node) => race.act(s, node),
    });
    expect(first.error).toBeUndefined();
    expect(second.error).toBeInstanceOf(Refusal);
    expect(second.error).toMatchObject({ reason: race.refusedWith });
    expect(await race.isBroken(s)).toBe(false);
  });

  test('the test bites: judging before the transaction breaks the rule', async () => {
    await using world = await openWorld();
    const s = await stage(world);
    const finish = await race.naive(s);
    await race.rival(s, world.node);
    await finish();
    expect(await race.isBroken(s)).toBe(true);
  });
});
