import { limits } from '@nova/contract';
import { listSaved } from '@nova/db';
import { expect, test } from 'vitest';
import type { InboxHint } from '../ports.ts';
import { inboxChanges } from '../queries/inbox-changes.ts';
import { blocked, overtaken, pausingNode } from '../rehearsal/interleaving.ts';
import { auditOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

const toDo = { done: false, remindAt: null };
const done = { done: true, remindAt: null };

/** What a person has to do, as their inbox tells it. */
async function saved(world: World, { userId }: Person) {
  return (await listSaved(world.db.query, userId)).map(({ messageId, remindAt, dueAt, message }) => ({
    messageId,
    remindAt,
    dueAt,
    body: message && message.body,
  }));
}

async function scene(world: World) {
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const conversationId = await world.group(ann, bob);
  const { messageId } = await world.send(ann, conversationId, 'Water the garden');
  return { ann, bob, eve, conversationId, messageId };
}

test('[K1] what one saves is to do, then done, then to do again, and nobody else can tell', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, messageId } = await scene(world);
  const commits = world.commits.length;
  const save = bob.call.message.save;
  expect(await save({ messageId, saving: toDo })).toEqual({ messageId, changed: true });
  expect(await save({ messageId, saving: toDo })).toEqual({ messageId, changed: false });
  expect(await saved(world, bob)).toEqual([{ messageId, remindAt: null, dueAt: null, body: 'Water the garden' }]);
  expect((await bob.call.message.saved({})).entries).toEqual([]);
  expect(await save({ messageId, saving: done })).toEqual({ messageId, changed: true });
  expect(await save({ messageId, saving: done })).toEqual({ messageId, changed: false });
  expect(await saved(world, bob)).toEqual([]);
  expect((await bob.call.message.saved({})).entries).toMatchObject([
    { messageId, message: { body: 'Water the garden' } },
  ]);
  await save({ messageId, saving: toDo });
  expect(await saved(world, bob)).toHaveLength(1);
  expect(await save({ messageId, saving: null })).toEqual({ messageId, changed: true });
  expect(await save({ messageId, saving: null })).toEqual({ messageId, changed: false });
  expect(await saved(world, bob)).toEqual([]);
  // Not in the log, not in the audit trail, and not to the author.
  expect(world.commits).toHaveLength(commits);
  expect((await auditOf(world)).filter((line) => line.includes('save'))).toEqual([]);
  await save({ messageId, saving: toDo });
  expect(await saved(world, ann)).toEqual([]);
  expect(JSON.stringify(await ann.call.message.list({ conversationId }))).not.toContain('save');
});

test('[K1][A1] a stranger can save nothing, and is told the same of what there is and what there is not', async () => {
  await using world = await openWorld();
  const { eve, messageId } = await scene(world);
  for (const id of [messageId, crypto.randomUUID()])
    expect(await reasonOf(eve.call.message.save({ messageId: id, saving: toDo }))).toBe('MESSAGE_NOT_FOUND');
  expect(await saved(world, eve)).toEqual([]);
});

test('[K1] there is room for so many to do; what is done takes none', async () => {
  await using world = await openWorld();
  const { bob, conversationId, messageId } = await scene(world);
  await world.db.query`
    insert into saved_messages (user_id, message_id, conversation_id, saved_at)
    select ${bob.userId}, gen_random_uuid(), ${conversationId}, now() from generate_series(1, ${limits.savedMax}::integer)`;
  expect(await reasonOf(bob.call.message.save({ messageId, saving: toDo }))).toBe('SAVED_FULL');
  await bob.call.message.save({ messageId, saving: done });
  expect(await reasonOf(bob.call.message.save({ messageId, saving: toDo }))).toBe('SAVED_FULL');
  const [other] = await world.db.query<{ id: string }>`
    select message_id as id from saved_messages where done_at is null limit 1`;
  await bob.call.message.save({ messageId: other?.id ?? '', saving: null });
  expect(await bob.call.message.save({ messageId, saving: toDo })).toMatchObject({ changed: true });
});

test('[K1] what is done comes in pages, what was done last first, none twice and none lost', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const said: string[] = [];
  for (let n = 0; n < 7; n++) said.unshift((await world.send(ann, conversationId, `${n}`)).messageId);
  for (const messageId of said.toReversed()) await bob.call.message.save({ messageId, saving: done });
  const seen: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await bob.call.message.saved({ limit: 3, ...(after === undefined ? {} : { after }) });
    seen.push(...page.entries.map(({ messageId }) => messageId));
    after = page.next;
  }
  expect(seen.toSorted()).toEqual(said.toSorted());
  expect(await reasonOf(bob.call.message.saved({ after: 'nonsense' }))).toBe('BAD_CURSOR');
});

test('[K2][X1] a deleted message is saved no more, whichever of the two came first', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, messageId } = await scene(world);
  await bob.call.message.save({ messageId, saving: { done: false, remindAt: '2030-01-01T00:00:00.000Z' } });
  await ann.call.message.delete({ messageId });
  expect(await world.db.query`select 1 from saved_messages`).toEqual([]);
  expect(await reasonOf(bob.call.message.save({ messageId, saving: toDo }))).toBe('MESSAGE_DELETED');

  const next = await world.send(ann, conversationId);
  const { second } = await overtaken(world, {
    first: (node) => ann.on(node).call.message.delete({ messageId: next.messageId }),
    second: (node) => bob.on(node).call.message.save({ messageId: next.messageId, saving: toDo }),
  });
  expect(second.error).toMatchObject({ reason: 'MESSAGE_DELETED' });
  const last = await world.send(ann, conversationId);
  // Saving makes no event: it is stopped with the lock in its hand.
  const saver = pausingNode(world, 'locked');
  const other = world.openNode();
  const saving = bob.on(saver.node).call.message.save({ messageId: last.messageId, saving: toDo });
  await saver.gate.arrived();
  const deleting = ann.on(other).call.message.delete({ messageId: last.messageId });
  await blocked(world, other);
  saver.gate.open();
  expect(await saving).toMatchObject({ changed: true });
  await deleting;
  expect(await world.db.query`select 1 from saved_messages`).toEqual([]);
});

test('[K2] out of the conversation nothing of a saved message is told; back in it, all of it is', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, messageId } = await scene(world);
  await bob.call.message.save({ messageId, saving: toDo });
  await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'Water it twice' });
  expect(await saved(world, bob)).toMatchObject([{ body: 'Water it twice' }]);
  await ann.call.conversation.removeMember({ conversationId, userId: bob.userId });
  const [entry] = await listSaved(world.db.query, bob.userId);
  expect(entry).toMatchObject({ messageId, message: null });
  expect(JSON.stringify(entry)).not.toMatch(/water/i);
  expect(await reasonOf(bob.call.message.save({ messageId, saving: done }))).toBe('MESSAGE_NOT_FOUND');
  await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  expect(await saved(world, bob)).toMatchObject([{ body: 'Water it twice' }]);
  await bob.call.conversation.leave({ conversationId });
  expect(await bob.call.message.save({ messageId, saving: null })).toEqual({ messageId, changed: true });
  expect(await saved(world, bob)).toEqual([]);
});

test('[K1][K2] the inbox tells it: at the beginning, when it changes, and when what is saved does', async () => {
  const hints: InboxHint[] = [];
  const waiter: { wake: () => void } = { wake: () => {} };
  await using world = await openWorld({
    settings: { inboxEveryMs: 0 },
    parts: {
      inbox: {
        touched: () => {},
        touchedOwn: (_user, thing) => void hints.push({ conversationIds: [], own: [thing] }),
        personChanged: () => {},
        async *wakeups({ signal }) {
          signal.addEventListener('abort', () => waiter.wake(), { once: true });
          while (!signal.aborted) {
            const hint = hints.shift();
            if (hint) yield hint;
            else await new Promise<void>((resolve) => (waiter.wake = resolve));
          }
        },
      },
    },
  });
  const { ann, bob, conversationId, messageId } = await scene(world);
  const hinted = (hint: InboxHint): void => {
    hints.push(hint);
    waiter.wake();
  };
  hints.length = 0;
  const stop = new AbortController();
  const items = inboxChanges(world.node.parts, bob.userId, stop.signal);
  const next = async () => (await items.next()).value;
  expect(await next()).toMatchObject({ type: 'snapshot', saved: [] });

  await bob.call.message.save({ messageId, saving: toDo });
  expect(hints).toEqual([{ conversationIds: [], own: ['saved'] }]);
  waiter.wake();
  expect(await next()).toMatchObject({ conversations: [], removed: [], saved: [{ messageId, message: { seq: 4 } }] });

  // Something else in the conversation: what is saved is the same, and not told again.
  await world.send(ann, conversationId, 'hello');
  hinted({ conversationIds: [conversationId] });
  expect(await next()).not.toHaveProperty('saved');

  await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'changed' });
  hinted({ conversationIds: [conversationId] });
  expect(await next()).toMatchObject({ saved: [{ message: { body: 'changed' } }] });

  await ann.call.conversation.removeMember({ conversationId, userId: bob.userId });
  hinted({ conversationIds: [conversationId] });
  expect(await next()).toMatchObject({ removed: [conversationId], saved: [{ messageId, message: null }] });
  await ann.call.message.delete({ messageId });
  hinted({ conversationIds: 'all' });
  expect(await next()).toMatchObject({ saved: [] });
  stop.abort();
});
