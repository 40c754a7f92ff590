import { randomUUID } from 'node:crypto';
import { limits } from '@nova/contract';
import { expect, test } from 'vitest';
import { overtaken } from '../rehearsal/interleaving.ts';
import { openWorld, type World } from '../rehearsal/world.ts';

async function scene(world: World) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  return { ann, bob, conversationId: await world.group(ann, bob) };
}

test('[Y1] a draft is one for each person, conversation and thread, with a version that rises with each text', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const { messageId: threadRootId } = await world.send(ann, conversationId);
  const first = await ann.call.draft.set({ conversationId, body: 'hel', baseVersion: 0 });
  expect(first).toMatchObject({ accepted: true, draft: { body: 'hel', version: 1, threadRootId: null } });
  const next = await ann.call.draft.set({ conversationId, body: 'hello', replyToId: threadRootId, baseVersion: 1 });
  expect(next).toMatchObject({ accepted: true, draft: { version: 2, replyToId: threadRootId } });
  await ann.call.draft.set({ conversationId, threadRootId, body: 'there', baseVersion: 0 });
  await bob.call.draft.set({ conversationId, body: 'of Bob', baseVersion: 0 });
  const { drafts } = await ann.call.draft.list({});
  expect(drafts.map(({ body, threadRootId: root }) => [body, root])).toEqual([
    ['there', threadRootId],
    ['hello', null],
  ]);
  expect((await ann.call.draft.list({ since: '2199-12-31T00:00:00Z' })).drafts).toEqual([]);
  expect((await ann.call.draft.list({ since: next.draft.at })).drafts).toHaveLength(2);
});

test('[Y2] a text written after an older version changes nothing and is told the newer one; the same text is accepted', async () => {
  await using world = await openWorld();
  const { ann, conversationId } = await scene(world);
  await ann.call.draft.set({ conversationId, body: 'from the phone', baseVersion: 0 });
  const late = await ann.call.draft.set({ conversationId, body: 'from the laptop', baseVersion: 0 });
  expect(late).toMatchObject({ accepted: false, draft: { body: 'from the phone', version: 1 } });
  const same = await ann.call.draft.set({ conversationId, body: 'from the phone', baseVersion: 0 });
  expect(same).toMatchObject({ accepted: true, draft: { version: 1 } });
  // Taken back: who lags behind brings nothing back.
  await ann.call.draft.set({ conversationId, body: '', baseVersion: 1 });
  const stale = await ann.call.draft.set({ conversationId, body: 'from the phone', baseVersion: 1 });
  expect(stale).toMatchObject({ accepted: false, draft: { body: '', version: 2 } });
});

test('[Y1] two devices that write after the same version: one is taken, the other is told', async () => {
  await using world = await openWorld();
  const { ann, conversationId } = await scene(world);
  const nodes = [world.openNode(), world.openNode()];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      ann.on(nodes[n % 2] ?? world.node).call.draft.set({ conversationId, body: `text ${n}`, baseVersion: 0 }),
    ),
  );
  expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
  expect(new Set(answers.map(({ draft }) => draft.body)).size).toBe(1);
});

test('[Y1] a draft goes with the membership, also one that is written while it ends', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const rows = () => world.db.query`select 1 from drafts where user_id = ${bob.userId}`;
  await bob.call.draft.set({ conversationId, body: 'hello', baseVersion: 0 });
  const race = await overtaken(world, {
    first: (node) => bob.on(node).call.conversation.leave({ conversationId }),
    second: (node) => bob.on(node).call.draft.set({ conversationId, body: 'hello, all', baseVersion: 1 }),
  });
  expect(race.second.error).toMatchObject({ reason: 'NOT_A_MEMBER' });
  expect(await rows()).toEqual([]);
  await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  expect((await bob.call.draft.list({})).drafts).toEqual([]);
  // The other way round: the row is written, and held, when the removal comes.
  await world.db.sql.begin(async (sql) => {
    await sql`select 1 from members where user_id = ${bob.userId} and conversation_id = ${conversationId} for key share`;
    await sql`
      insert into drafts (user_id, place_id, conversation_id, body, version, updated_at)
      values (${bob.userId}, ${conversationId}, ${conversationId}, 'hello', 1, now())`;
    const node = world.openNode();
    const removing = ann.on(node).call.conversation.removeMember({ conversationId, userId: bob.userId });
    for (;;) {
      const waiting = await world.db.query`
        select 1 from pg_stat_activity where application_name = ${node.applicationName} and wait_event_type = 'Lock'`;
      if (waiting.length > 0) break;
    }
    return [removing];
  });
  while ((await world.db.query`select 1 from members where user_id = ${bob.userId}`).length > 0);
  expect(await rows()).toEqual([]);
});

test('[Y1] drafts are bounded: one place too many is refused, and taking one back makes room', async () => {
  await using world = await openWorld();
  const { ann, conversationId } = await scene(world);
  await world.db.query`
    insert into drafts (user_id, place_id, conversation_id, thread_root_id, body, version, updated_at)
    select ${ann.userId}::uuid, id, ${conversationId}::uuid, id, 'x', 1, now()
    from (select gen_random_uuid() as id from generate_series(1, ${limits.draftsMax - 1}::integer)) as many`;
  const threadRootId = randomUUID();
  await ann.call.draft.set({ conversationId, body: 'the last one', baseVersion: 0 });
  const more = { conversationId, threadRootId, body: 'one too many', baseVersion: 0 };
  await expect(ann.call.draft.set(more)).rejects.toMatchObject({ reason: 'DRAFTS_FULL' });
  await ann.call.draft.set({ conversationId, body: '', baseVersion: 1 });
  expect(await ann.call.draft.set(more)).toMatchObject({ accepted: true });
});
