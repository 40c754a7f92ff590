import { randomUUID } from 'node:crypto';
import { limits } from '@nova/contract';
import { newId } from '@nova/db';
import { describe, expect, test } from 'vitest';
import { overtaken } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf, type World } from '../rehearsal/world.ts';

async function strangers(world: World, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await world.db.query`
    insert into users (id, name, email) select id, 'Stranger', id || '@nova.test' from unnest(${ids}::uuid[]) as person(id)`;
  return ids;
}

describe('direct conversations', () => {
  test('are one per pair, whoever asks and however many at once', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const other = world.openNode();
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2
          ? ann.call.conversation.openDirect({ userId: bob.userId })
          : bob.on(other).call.conversation.openDirect({ userId: ann.userId }),
      ),
    );
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(opened.filter(({ changed }) => changed)).toHaveLength(1);
    const [made] = opened;
    expect((await logOf(world, made?.conversationId ?? '')).map(({ type, seq }) => `${seq} ${type}`)).toEqual([
      '1 conversation.updated',
      '2 member.added',
      '3 member.added',
    ]);
    const [summary] = await ann.call.conversation.list();
    expect(summary).toMatchObject({ kind: 'direct', title: null, peer: { id: bob.userId }, memberCount: 2 });
  });

  test('need another person who exists, and change no members', async () => {
    await using world = await openWorld();
    const [ann, bob, cleo] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Cleo')]);
    expect(await reasonOf(ann.call.conversation.openDirect({ userId: ann.userId }))).toBe('INVALID_INPUT');
    expect(await reasonOf(ann.call.conversation.openDirect({ userId: randomUUID() }))).toBe('USER_NOT_FOUND');
    const { conversationId } = await ann.call.conversation.openDirect({ userId: bob.userId });
    const { conversation } = ann.call;
    const refused = [
      conversation.addMembers({ conversationId, userIds: [cleo.userId] }),
      conversation.removeMember({ conversationId, userId: bob.userId }),
      conversation.setRole({ conversationId, userId: bob.userId, role: 'owner' }),
      conversation.update({ conversationId, title: 'Ours' }),
      conversation.leave({ conversationId }),
    ];
    expect(await Promise.all(refused.map(reasonOf))).toEqual(refused.map(() => 'FORBIDDEN'));
    const { messageId } = await world.send(bob, conversationId);
    expect(await reasonOf(ann.call.message.delete({ messageId }))).toBe('FORBIDDEN');
  });
});

describe('groups and channels', () => {
  test('[V6] a # before the name of a channel is no part of it, when it is made and when it is named anew', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const { conversation } = ann.call;
    const titleOf = async (id: string): Promise<string | null> =>
      (await conversation.list()).find((one) => one.id === id)?.title ?? null;
    const make = async (title: string, kind: 'group' | 'channel'): Promise<string> =>
      (await conversation.createGroup({ title, kind, memberIds: [] })).conversationId;
    const [channel, sign, group] = [
      await make('##ubuntu', 'channel'),
      await make('#', 'channel'),
      await make('#1', 'group'),
    ];
    expect(await Promise.all([channel, sign, group].map(titleOf))).toEqual(['ubuntu', '#', '#1']);
    await conversation.update({ conversationId: channel, title: '#kubuntu' });
    expect(await titleOf(channel)).toBe('kubuntu');
    expect((await conversation.update({ conversationId: channel, title: '#kubuntu' })).changed).toBe(false);
    await conversation.update({ conversationId: group, title: '#2' });
    expect(await titleOf(group)).toBe('#2');
    // One that an import brought long ago keeps its name when only its topic changes.
    await world.db.sql`update conversations set title = '#kubuntu' where id = ${channel}`;
    await conversation.update({ conversationId: channel, title: '#kubuntu', topic: 'KDE' });
    expect(await titleOf(channel)).toBe('#kubuntu');
  });

  test('roles: owners give them, nobody outranks an owner, one owner stays', async () => {
    await using world = await openWorld();
    const [ann, bob, cleo] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Cleo')]);
    const conversationId = await world.group(ann, bob, cleo);
    const role = (by: typeof ann, of: typeof ann, to: 'owner' | 'admin' | 'member') =>
      by.call.conversation.setRole({ conversationId, userId: of.userId, role: to });
    const remove = (by: typeof ann, of: typeof ann) =>
      by.call.conversation.removeMember({ conversationId, userId: of.userId });
    expect(await reasonOf(role(bob, bob, 'owner'))).toBe('FORBIDDEN');
    expect(await reasonOf(role(ann, ann, 'member'))).toBe('LAST_OWNER');
    expect(await reasonOf(ann.call.conversation.leave({ conversationId }))).toBe('LAST_OWNER');
    expect(await role(ann, bob, 'admin')).toMatchObject({ changed: true });
    expect(await role(ann, bob, 'admin')).toMatchObject({ changed: false });
    expect(await reasonOf(remove(bob, ann))).toBe('FORBIDDEN');
    expect(await reasonOf(remove(cleo, bob))).toBe('FORBIDDEN');
    await role(ann, cleo, 'owner');
    expect(await reasonOf(remove(ann, cleo))).toBe('FORBIDDEN');
    await role(ann, cleo, 'member');
    expect(await remove(bob, cleo)).toMatchObject({ changed: true });
    expect(await remove(bob, cleo)).toMatchObject({ changed: false });
    await remove(bob, bob);
    expect(await ann.call.conversation.leave({ conversationId })).toMatchObject({ changed: true });
    const [row] = await world.db.query<{
      memberCount: number;
    }>`select member_count as "memberCount" from conversations where id = ${conversationId}`;
    expect(row).toEqual({ memberCount: 0 });
  });

  test('two owners who leave at once do not leave the group without one', async () => {
    await using world = await openWorld();
    const [ann, bob, cleo] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Cleo')]);
    const conversationId = await world.group(ann, bob, cleo);
    await ann.call.conversation.setRole({ conversationId, userId: bob.userId, role: 'owner' });
    const { first, second } = await overtaken(world, {
      first: (node) => ann.on(node).call.conversation.leave({ conversationId }),
      second: (node) => bob.on(node).call.conversation.leave({ conversationId }),
    });
    expect(first.error).toBeUndefined();
    expect(second.error).toMatchObject({ reason: 'LAST_OWNER' });
  });

  test('[A3] a group holds 500 people, also when two are added at once; a channel more', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const ids = await strangers(world, limits.groupMembersMax);
    const { conversationId } = await ann.call.conversation.createGroup({ title: 'Big', memberIds: ids.slice(0, 498) });
    const { first, second } = await overtaken(world, {
      first: (node) => ann.on(node).call.conversation.addMembers({ conversationId, userIds: [bob.userId] }),
      second: (node) => ann.on(node).call.conversation.addMembers({ conversationId, userIds: ids.slice(498, 499) }),
    });
    expect(first.error).toBeUndefined();
    expect(second.error).toMatchObject({ reason: 'GROUP_FULL' });
    const detail = await bob.call.conversation.get({ conversationId });
    expect(detail.conversation.memberCount).toBe(500);
    expect(detail.members).toHaveLength(500);
    expect(detail.members[0]).toMatchObject({ role: 'owner', user: { id: ann.userId } });
    const channel = await world.channel(ann);
    await ann.call.conversation.addMembers({ conversationId: channel, userIds: ids });
    expect(await bob.call.conversation.join({ conversationId: channel })).toMatchObject({ changed: true });
  });

  test('adding skips who is in already, and knows who does not exist; placeholders are nobody', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann);
    const add = (...userIds: string[]) => ann.call.conversation.addMembers({ conversationId, userIds });
    expect(await add(bob.userId, bob.userId)).toMatchObject({ changed: true, seq: 3 });
    expect(await add(bob.userId)).toMatchObject({ changed: false, seq: 3 });
    expect(await reasonOf(add(randomUUID()))).toBe('USER_NOT_FOUND');
    const authors = await ann.call.imports.authors({ source: 'irc:x', names: ['ghost'] });
    expect(await reasonOf(add(authors['ghost'] ?? ''))).toBe('USER_NOT_FOUND');
    expect(await reasonOf(ann.call.conversation.createGroup({ title: 'X', memberIds: [randomUUID()] }))).toBe(
      'USER_NOT_FOUND',
    );
  });

  test('channels are found and joined by anybody; nothing else is', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const channel = await world.channel(ann);
    const group = await world.group(ann);
    expect((await bob.call.conversation.browse({ query: 'CHANN' })).map(({ id, joined }) => ({ id, joined }))).toEqual([
      { id: channel, joined: false },
    ]);
    expect(await reasonOf(bob.call.conversation.get({ conversationId: channel }))).toBe('NOT_A_MEMBER');
    expect(await reasonOf(bob.call.conversation.join({ conversationId: group }))).toBe('NOT_A_MEMBER');
    expect(await bob.call.conversation.join({ conversationId: channel })).toMatchObject({ changed: true, seq: 3 });
    expect(await bob.call.conversation.join({ conversationId: channel })).toMatchObject({ changed: false, seq: 3 });
    expect((await bob.call.conversation.browse({})).map(({ joined }) => joined)).toEqual([true]);
  });

  test('[A3] a message has 50 different reactions at most; [W5] toggles that change nothing make no event', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const { messageId, seq } = await world.send(ann, conversationId);
    const emoji = Array.from({ length: 51 }, (_, n) => String.fromCodePoint(0x1f600 + n));
    for (const [n, one] of emoji.entries()) {
      const reason = await reasonOf(ann.call.message.react({ messageId, emoji: one, on: true }));
      expect(reason).toBe(n < limits.reactionsPerMessage ? null : 'REACTIONS_FULL');
    }
    const first = emoji[0] ?? '';
    expect(await ann.call.message.react({ messageId, emoji: first, on: true })).toEqual({
      messageId,
      changed: false,
      seq: seq + 50,
    });
    expect(await ann.call.message.react({ messageId, emoji: first, on: false })).toEqual({
      messageId,
      changed: true,
      seq: seq + 51,
    });
    expect(await ann.call.message.pin({ messageId, on: false })).toEqual({ messageId, changed: false, seq: seq + 51 });
    expect(await ann.call.message.pin({ messageId, on: true })).toEqual({ messageId, changed: true, seq: seq + 52 });
  });
});
