import { expect, test } from 'vitest';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

test("[W4] the edit window is a deployment's choice, by the database's clock", async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const { messageId } = await world.send(ann, conversationId);
  await world.db.query`update messages set sent_at = now() - interval '16 minutes'`;
  const edit = (editWindowMs: number) =>
    reasonOf(
      ann
        .on(world.openNode({ settings: { editWindowMs } }))
        .call.message.edit({ messageId, expectedVersion: 1, body: 'x' }),
    );
  expect(await edit(15 * 60_000)).toBe('EDIT_WINDOW_EXPIRED');
  expect(await edit(0)).toBe('EDIT_WINDOW_EXPIRED');
  expect(await edit(17 * 60_000)).toBeNull();
  expect(
    await reasonOf(
      ann
        .on(world.openNode({ settings: { editWindowMs: -1 } }))
        .call.message.edit({ messageId, expectedVersion: 2, body: 'y' }),
    ),
  ).toBeNull();
});

test('[W3] a stale version changes nothing and is shown what stands; each edit is one version and one revision', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const { messageId } = await world.send(ann, conversationId, 'one');
  expect(await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'two' })).toMatchObject({
    version: 2,
    seq: 5,
  });
  expect(await ann.call.message.edit({ messageId, expectedVersion: 2, body: 'three' })).toMatchObject({
    version: 3,
    seq: 6,
  });
  for (const expectedVersion of [1, 2, 4]) {
    await expect(ann.call.message.edit({ messageId, expectedVersion, body: 'stale' })).rejects.toMatchObject({
      reason: 'VERSION_CONFLICT',
      current: { id: messageId, body: 'three', version: 3 },
    });
  }
  expect(await reasonOf(bob.call.message.edit({ messageId, expectedVersion: 3, body: 'not mine' }))).toBe('FORBIDDEN');
  expect((await bob.call.message.revisions({ messageId })).map(({ version, body }) => `${version} ${body}`)).toEqual([
    '1 one',
    '2 two',
    '3 three',
  ]);
  expect((await ann.call.conversation.get({ conversationId })).conversation.lastSeq).toBe(6);
});
