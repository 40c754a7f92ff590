import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gate } from '@nova/testkit';
import { openDoor } from '../testing/gated-door.ts';
import { writeLogs } from '../testing/made-logs.ts';
import { historyOf, machineOf, signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer } from '../testing/test-server.ts';
import { readLogFile } from './log-file.ts';
import type { ImportReport } from './import-report.ts';

/** A year of two logs and a year of one, enough for several batches each. */
const days = ['2004-03-01', '2004-03-02', '2005-01-01'];
const made = { days, linesEach: 1_700, seed: 7 };

/** What the channels must hold, by year: read from the logs, apart from how the import goes about it. */
async function expected(folder: string): Promise<Record<string, object[]>> {
  const years: Record<string, object[]> = {};
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.log')).toSorted()) {
    const { said } = await readLogFile(join(folder, name));
    const bodyOfLine = new Map(said.map(({ number, bodies }) => [number, bodies[0]]));
    const answered = new Map(said.map(({ number, replyTo }) => [number, replyTo]));
    const beginning = (line: number): number => {
      const earlier = answered.get(line) ?? null;
      return earlier === null ? line : beginning(earlier);
    };
    const year = name.slice(0, 4);
    years[year] = [
      ...(years[year] ?? []),
      ...said.map(({ author, sentAt, bodies, replyTo }) => ({
        author,
        sentAt,
        body: bodies[0],
        answers: replyTo === null ? null : bodyOfLine.get(replyTo),
        below: replyTo === null ? null : bodyOfLine.get(beginning(replyTo)),
      })),
    ];
  }
  return years;
}

async function imported(by: Somebody): Promise<Record<string, object[]>> {
  const years: Record<string, object[]> = {};
  const { user, conversation } = by.client.trpc;
  for (const { id, title } of await conversation.list.query()) {
    const messages = await historyOf(by, id);
    const people = await user.lookup.query({ userIds: [...new Set(messages.map(({ senderId }) => senderId))] });
    const nameOf = new Map(people.map((person) => [person.id, person.name]));
    const bodyOf = new Map(messages.map((message) => [message.id, message.body]));
    years[title?.slice(-4) ?? ''] = messages.map(({ senderId, sentAt, body, replyToId, threadRootId }) => ({
      author: nameOf.get(senderId),
      sentAt,
      body,
      answers: replyToId === null ? null : bodyOf.get(replyToId),
      below: threadRootId === null ? null : bodyOf.get(threadRootId),
    }));
  }
  return years;
}

describe('nova import irc', { timeout: 60_000 }, () => {
  test('[M7] imports every line with author, time and reply, as a dry run said; again it imports nothing', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann);
    const logs = join(machine.folder, 'logs');
    await writeLogs(logs, made);
    const dry = await machine.run(['import', 'irc', 'logs', '--dry-run', '--json']);
    expect(await imported(ann)).toEqual({});
    const first = await machine.run(['import', 'irc', 'logs', '--json']);
    expect(first).toMatchObject({ code: 0 });
    const report = JSON.parse(first.stdout) as ImportReport;
    expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, found: report.found, authors: report.authors });
    const wanted = await expected(logs);
    expect(
      report.channels.map(({ title, inserted, duplicates, onServer }) => [title, inserted, duplicates, onServer]),
    ).toEqual(Object.entries(wanted).map(([year, lines]) => [`made ${year}`, lines.length, 0, lines.length]));
    expect(await imported(ann)).toEqual(wanted);
    const again = await machine.run(['import', 'irc', 'logs', '--json']);
    expect((JSON.parse(again.stdout) as ImportReport).channels.map((one) => [one.inserted, one.duplicates])).toEqual(
      Object.values(wanted).map((lines) => [0, lines.length]),
    );
    expect(await imported(ann)).toEqual(wanted);
  });

  test.each(['before the server has it', 'after it is committed'] as const)(
    '[M1][M3] killed with a batch under way, %s, it is completed by the next run',
    async (when) => {
      await using server = await openTestServer();
      await using door = await openDoor(server.url);
      await using ann = await signedUp(server, 'Ann');
      await using machine = await machineOf(server, ann, door.url);
      const logs = join(machine.folder, 'logs');
      await writeLogs(logs, made);
      let batches = 0;
      const killed = Promise.withResolvers<void>();
      const atThird = (path: string): boolean => {
        if (!path.includes('imports.messages') || ++batches < 3) return true;
        killed.resolve();
        return false;
      };
      door.hooks = when === 'after it is committed' ? { after: atThird } : { before: atThird };
      const run = machine.start(['import', 'irc', 'logs', '--concurrency', '1']);
      const early = run.ended.then(({ stderr }) => Promise.reject(new Error(stderr)));
      await Promise.race([killed.promise, early]);
      expect((await run.kill()).code).toBeNull();
      const wanted = await expected(logs);
      const half = when === 'after it is committed' ? 3_000 : 2_000;
      // Nobody sees half a channel.
      expect(await imported(ann)).toEqual({});
      door.hooks = {};
      const next = await machine.run(['import', 'irc', 'logs', '--json']);
      expect(next).toMatchObject({ code: 0 });
      const { channels } = JSON.parse(next.stdout) as ImportReport;
      expect(channels.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(half);
      expect(await imported(ann)).toEqual(wanted);
    },
  );

  test('stopped by Ctrl-C it says so at once, and the next run completes it', async () => {
    await using server = await openTestServer();
    await using door = await openDoor(server.url);
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann, door.url);
    const logs = join(machine.folder, 'logs');
    await writeLogs(logs, made);
    const reached = gate();
    door.hooks = { before: (path) => !path.includes('imports.messages') || reached.pass().then(() => false) };
    const run = machine.start(['import', 'irc', 'logs']);
    await reached.arrived();
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('Stopped.\n') });
    reached.open();
    door.hooks = {};
    expect(await machine.run(['import', 'irc', 'logs'])).toMatchObject({ code: 0 });
    expect(await imported(ann)).toEqual(await expected(logs));
  });

  test('without the operator token nothing is imported, and it says so', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann);
    await writeLogs(join(machine.folder, 'logs'), { days: ['2004-03-01'], linesEach: 5, seed: 1 });
    const args = ['import', 'irc', 'logs', '--channel', 'made', '--operator-token', 'a wrong token of one'];
    const { code, stderr } = await machine.run(args);
    expect(code).toBe(1);
    expect(stderr).toContain('You may not do this. (FORBIDDEN)');
    expect(stderr).not.toMatch(/ at .*\.ts:/);
    expect(await ann.client.trpc.conversation.list.query()).toEqual([]);
  });
});
