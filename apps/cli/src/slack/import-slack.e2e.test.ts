import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDoor } from '../testing/gated-door.ts';
import { writeSlackExport } from '../testing/made-slack.ts';
import { historyOf, machineOf, signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer } from '../testing/test-server.ts';

interface Printed {
  readonly conversations: readonly { title: string; inserted: number; duplicates: number; onServer: number }[];
  readonly accounts: number;
  readonly placeholders: number;
  readonly found: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly changed: Readonly<Record<string, number>>;
}

/** What somebody sees of their conversations, in words that can be compared. */
async function seenBy(by: Somebody) {
  const { conversation, user } = by.client.trpc;
  const seen: Record<string, object> = {};
  for (const { id, title, kind, peer, topic, unread } of await conversation.list.query()) {
    const messages = await historyOf(by, id);
    const ids = messages.flatMap(({ senderId, reactions }) => [
      senderId,
      ...reactions.flatMap(({ userIds }) => userIds),
    ]);
    const people = ids.length > 0 ? await user.lookup.query({ userIds: [...new Set(ids)] }) : [];
    const nameOf = new Map(people.map((person) => [person.id, person.name]));
    const bodyOf = new Map(messages.map((message) => [message.id, message.body]));
    const { members } = await conversation.get.query({ conversationId: id });
    seen[title ?? peer?.name ?? id] = {
      kind,
      topic,
      unread,
      members: members.map(({ user: { name }, role }) => `${name} ${role}`),
      messages: messages.map((message) => ({
        author: nameOf.get(message.senderId),
        body: message.body?.replaceAll(id, 'ID'),
        sentAt: message.sentAt,
        ...(message.editedAt ? { editedAt: message.editedAt } : {}),
        ...(message.threadRootId ? { thread: bodyOf.get(message.threadRootId)?.slice(0, 10) } : {}),
        ...(message.reactions.length > 0
          ? {
              reactions: message.reactions.map(({ emoji, userIds }) => [
                emoji,
                ...userIds.map((one) => nameOf.get(one)),
              ]),
            }
          : {}),
        ...(message.pinned ? { pinned: true } : {}),
        ...(message.attachments ? { files: message.attachments.map(({ name, size }) => [name, size]) } : {}),
      })),
    };
  }
  return seen;
}

describe('nova import slack', { timeout: 60_000 }, () => {
  test('[M6][M7] every kind of message, with what became of it; what cannot come is counted with its reason', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann);
    await writeSlackExport(join(machine.folder, 'export'));
    const dry = await machine.run(['import', 'slack', 'export', '--dry-run', '--json']);
    const planned = JSON.parse(dry.stdout) as Printed;
    expect(await seenBy(ann)).toEqual({});
    const run = await machine.run(['import', 'slack', 'export', '--trust-addresses', '--json']);
    expect(run).toMatchObject({ code: 0 });
    const printed = JSON.parse(run.stdout) as Printed;
    expect([planned.found, planned.skipped]).toEqual([printed.found, printed.skipped]);
    expect(printed).toMatchObject({
      accounts: 1,
      placeholders: 4,
      found: {
        messages: 14,
        continuations: 1,
        'thread replies': 2,
        edited: 1,
        deleted: 1,
        reactions: 2,
        pinned: 1,
        files: 1,
        'files named': 1,
      },
      skipped: {
        'notices (channel_join)': 1,
        'twice in the source': 1,
        'nothing in them is visible': 1,
        'in no known form': 2,
        'days that are no JSON (general/2017-07-16.json)': 1,
        'files that hold no messages': 1,
      },
      changed: {
        'reactions with a custom emoji left out': 1,
        'reactions of people whom the export does not name left out': 3,
        'replies to a message that is not in the source stand by themselves': 1,
        'broken bytes replaced': 1,
      },
    });
    const seen = await seenBy(ann);
    expect(Object.keys(seen).toSorted()).toEqual(['Ann, Bob, Cat', 'Bob', 'general']);
    expect(seen).toMatchObject({
      'Ann, Bob, Cat': { kind: 'group', members: ['Ann owner', 'Bob member'], messages: [{ body: 'three' }] },
      Bob: { kind: 'direct', unread: 0, messages: [{ author: 'Bob', body: 'two' }] },
    });
    const at = (seconds: number): string => new Date((1_500_000_000 + seconds) * 1_000).toISOString();
    expect(seen['general']).toEqual({
      kind: 'channel',
      topic: 'All & more',
      unread: 0,
      members: ['Ann owner', 'Bob member'],
      messages: [
        {
          author: 'Ann',
          body: expect.stringMatching(/^the \[#secret\]\(\/c\/[0-9a-f-]{36}\) root, @bob$/),
          sentAt: at(1),
          reactions: [['👍', 'Bob', 'Ann']],
          pinned: true,
        },
        { author: 'Cat', body: 'also to the channel', sentAt: at(3), editedAt: at(9), thread: 'the [#secr' },
        { author: 'Somebody', sentAt: at(4) },
        { author: 'Ann', body: 'answers nobody', sentAt: at(5) },
        { author: 'Ann', body: '/me waves', sentAt: at(6) },
        { author: 'Deploys', body: 'Deployed\n>[v1](https://nova.example/v1)\n>**fine**', sentAt: at(7) },
        {
          author: 'Bob',
          body: 'look\n📎 [A picture](https://t.slack.com/files/U2/F1/a.png) (image/png, 2.0 kB)',
          sentAt: at(8),
          files: [['notes.txt', 5]],
        },
        { author: 'Ann', body: 'x'.repeat(8_000), sentAt: at(100_000) },
        { author: 'Ann', body: 'x'.repeat(1_000), sentAt: at(100_000) },
        { author: 'Ann', body: 'caf\uFFFD', sentAt: at(200_000) },
      ],
    });
    expect(JSON.stringify(seen)).not.toContain('xoxe');
  });

  test.each(['before the server has it', 'after it is committed'] as const)(
    '[M1][M3] killed with messages under way, %s, nobody sees half of it, and the next run completes it',
    async (when) => {
      await using server = await openTestServer();
      await using door = await openDoor(server.url);
      await using ann = await signedUp(server, 'Ann');
      await using machine = await machineOf(server, ann, door.url);
      await writeSlackExport(join(machine.folder, 'export'));
      let batches = 0;
      const killed = Promise.withResolvers<void>();
      const atSecond = (path: string): boolean => {
        if (!path.includes('imports.messages') || ++batches < 2) return true;
        killed.resolve();
        return false;
      };
      door.hooks = when === 'after it is committed' ? { after: atSecond } : { before: atSecond };
      const args = ['import', 'slack', 'export', '--trust-addresses', '--json', '--concurrency', '1'];
      const run = machine.start(args);
      await Promise.race([killed.promise, run.ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
      expect((await run.kill()).code).toBeNull();
      const half = await seenBy(ann);
      expect(Object.keys(half)).toEqual(['general']);
      door.hooks = {};
      const next = await machine.run(args);
      const { conversations } = JSON.parse(next.stdout) as Printed;
      expect(conversations.map(({ title, duplicates }) => [title, duplicates])).toEqual([
        ['general', 11],
        ['secret', when === 'after it is committed' ? 1 : 0],
        ['Ann, Bob, Cat', 0],
        ['slack:t1:d1', 0],
      ]);
      const seen = await seenBy(ann);
      const again = await machine.run(args);
      expect((JSON.parse(again.stdout) as Printed).conversations.map(({ inserted }) => inserted)).toEqual([0, 0, 0, 0]);
      expect(await seenBy(ann)).toEqual(seen);
    },
  );

  test('what is no export is told so, and nothing happens', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann);
    const { code, stderr } = await machine.run(['import', 'slack', '.']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('This is no Slack export')]);
    expect((await machine.run(['import', 'slack', 'nowhere.zip'])).stderr).toContain('there is no such file');
  });
});
