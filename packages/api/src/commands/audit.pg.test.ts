import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

test('[W8] every command leaves one row for what it did and one for what it was refused; a send only for a refusal', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const channel = await world.channel(ann);
  const conversationId = await world.group(ann, bob);
  const { messageId } = await world.send(ann, conversationId);
  const steps: [string, () => Promise<unknown>][] = [
    ['message.edit accepted', () => ann.call.message.edit({ messageId, expectedVersion: 1, body: 'two' })],
    [
      'message.edit refused VERSION_CONFLICT',
      () => ann.call.message.edit({ messageId, expectedVersion: 1, body: 'three' }),
    ],
    ['message.react accepted', () => bob.call.message.react({ messageId, emoji: '👍', on: true })],
    ['message.react refused MESSAGE_NOT_FOUND', () => eve.call.message.react({ messageId, emoji: '👍', on: true })],
    ['message.pin accepted', () => bob.call.message.pin({ messageId, on: true })],
    ['message.pin refused MESSAGE_NOT_FOUND', () => eve.call.message.pin({ messageId: randomUUID(), on: true })],
    ['thread.follow accepted', () => bob.call.thread.follow({ rootId: messageId, on: true })],
    ['thread.follow refused MESSAGE_NOT_FOUND', () => eve.call.thread.follow({ rootId: messageId, on: true })],
    ['message.delete refused FORBIDDEN', () => bob.call.message.delete({ messageId })],
    ['message.delete accepted', () => ann.call.message.delete({ messageId })],
    ['message.edit refused MESSAGE_DELETED', () => ann.call.message.edit({ messageId, expectedVersion: 2, body: 'x' })],
    [
      'message.send refused NOT_A_MEMBER',
      () => eve.call.message.send({ conversationId, clientId: randomUUID(), body: 'x' }),
    ],
    ['conversation.update accepted', () => ann.call.conversation.update({ conversationId, title: 'New' })],
    ['conversation.update refused FORBIDDEN', () => bob.call.conversation.update({ conversationId, title: 'Mine' })],
    [
      'conversation.addMembers accepted',
      () => ann.call.conversation.addMembers({ conversationId, userIds: [eve.userId] }),
    ],
    [
      'conversation.addMembers refused FORBIDDEN',
      () => bob.call.conversation.addMembers({ conversationId, userIds: [eve.userId] }),
    ],
    [
      'conversation.setRole accepted',
      () => ann.call.conversation.setRole({ conversationId, userId: bob.userId, role: 'admin' }),
    ],
    [
      'conversation.setRole refused LAST_OWNER',
      () => ann.call.conversation.setRole({ conversationId, userId: ann.userId, role: 'member' }),
    ],
    [
      'conversation.removeMember accepted',
      () => bob.call.conversation.removeMember({ conversationId, userId: eve.userId }),
    ],
    [
      'conversation.removeMember refused FORBIDDEN',
      () => bob.call.conversation.removeMember({ conversationId, userId: ann.userId }),
    ],
    ['conversation.mute accepted', () => bob.call.conversation.mute({ conversationId, notify: 'mentions' })],
    ['conversation.mute refused NOT_A_MEMBER', () => eve.call.conversation.mute({ conversationId, notify: 'all' })],
    ['conversation.favour accepted', () => bob.call.conversation.favour({ conversationId, on: true })],
    ['conversation.favour refused NOT_A_MEMBER', () => eve.call.conversation.favour({ conversationId, on: true })],
    ['conversation.leave accepted', () => bob.call.conversation.leave({ conversationId })],
    ['conversation.leave refused NOT_A_MEMBER', () => bob.call.conversation.leave({ conversationId })],
    ['conversation.join accepted', () => bob.call.conversation.join({ conversationId: channel })],
    ['conversation.join refused NOT_A_MEMBER', () => bob.call.conversation.join({ conversationId })],
    ['conversation.createGroup accepted', () => eve.call.conversation.createGroup({ title: 'G', memberIds: [] })],
    [
      'conversation.createGroup refused USER_NOT_FOUND',
      () => eve.call.conversation.createGroup({ title: 'G', memberIds: [randomUUID()] }),
    ],
    ['conversation.openDirect accepted', () => eve.call.conversation.openDirect({ userId: bob.userId })],
    ['conversation.openDirect refused INVALID_INPUT', () => eve.call.conversation.openDirect({ userId: eve.userId })],
    ['user.updateProfile accepted', () => eve.call.user.updateProfile({ handle: 'eve' })],
    ['user.updateProfile refused HANDLE_TAKEN', () => ann.call.user.updateProfile({ handle: 'eve' })],
    ['imports.openChannel accepted', () => ann.call.imports.openChannel({ source: 'irc:x', title: 'X' })],
    ['user.revokeDevice accepted', () => bob.call.user.revokeDevice({ deviceId: bob.sessionId })],
    [
      'conversation.update refused UNAUTHENTICATED',
      () => bob.call.conversation.update({ conversationId: channel, title: 'X' }),
    ],
  ];
  const before = await auditOf(world);
  expect(before).toEqual(['conversation.createGroup accepted', 'conversation.createGroup accepted']);
  for (const [line, step] of steps) {
    const seen = (await auditOf(world)).length;
    const reason = await reasonOf(step());
    expect(await auditOf(world).then((lines) => lines.slice(seen))).toEqual([line]);
    expect(line.endsWith(reason ?? 'accepted')).toBe(true);
  }
  const [edit] = await world.db.query`
    select request_id as "requestId", actor_id as "actorId", conversation_id as "conversationId", target_id as "targetId",
      before_version as before, after_version as after from audit where action = 'message.edit' order by id limit 1`;
  expect(edit).toEqual({
    requestId: ann.requestId,
    actorId: ann.userId,
    conversationId,
    targetId: messageId,
    before: 1,
    after: 2,
  });
});

test('[W8] what changes nothing leaves no row: a second delete, a repeated reaction, a send', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const { messageId } = await world.send(ann, conversationId);
  await ann.call.message.react({ messageId, emoji: '👍', on: false });
  await ann.call.message.delete({ messageId });
  await ann.call.message.delete({ messageId });
  expect(await auditOf(world)).toEqual(['conversation.createGroup accepted', 'message.delete accepted']);
});

test('[W8] the row of an accepted command is in its transaction: no commit, no row', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const node = world.openNode({
    failpoint: (at) => {
      if (at === 'before-commit') throw new Error('the process dies here');
    },
  });
  await expect(ann.on(node).call.conversation.update({ conversationId, title: 'New' })).rejects.toThrow('dies here');
  expect(await auditOf(world)).toEqual(['conversation.createGroup accepted']);
  expect((await ann.call.conversation.get({ conversationId })).conversation).toMatchObject({
    title: 'Group',
    lastSeq: 2,
  });
});
