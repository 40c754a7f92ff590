import { readFile, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@nova/testkit';
import { openDoor } from '../testing/gated-door.ts';
import { machineOf, signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

interface Line {
  readonly seq: number;
  readonly position: string;
  readonly type: string;
  readonly event?: { readonly body?: string };
  readonly message?: { readonly body?: string };
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

async function room(server: TestServer): Promise<Somebody & { id: string; say: (count: number) => Promise<number> }> {
  const ann = await signedUp(server, 'Ann');
  const { trpc } = ann.client;
  const { conversationId: id } = await trpc.conversation.createGroup.mutate({ title: 'Room', memberIds: [] });
  let said = 0;
  return Object.assign(ann, {
    id,
    /** Says numbered things; resolves to the last seq. */
    async say(count: number) {
      const send = () =>
        trpc.message.send.mutate({ conversationId: id, clientId: crypto.randomUUID(), body: `word ${++said}` });
      const sent = await Promise.all(Array.from({ length: count }, send));
      return Math.max(...sent.map(({ seq }) => seq));
    },
  });
}

const upTo = (seq: number): number[] => Array.from({ length: seq }, (_, at) => at + 1);

describe('nova tail', { timeout: 60_000 }, () => {
  test('killed with SIGKILL again and again, it leaves nothing out and repeats little', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using machine = await machineOf(server, ann);
    const random = seededRandom(11);
    const printed: Line[] = [];
    let repeated = 0;
    let last = await ann.say(30);
    for (let round = 0; round < 6; round++) {
      const sayMore = ann.say(20 + random.int(60));
      const tail = machine.start(['tail', 'Room', '--json', '--all']);
      await tail.until(({ stdout }) => linesOf(stdout).length > 0);
      last = await sayMore;
      if (round % 2 === 0) {
        // Let it come so far that a position is remembered; else it is killed between printing and remembering.
        const seen = await ann.say(1);
        await tail.until(({ stdout }) => (linesOf(stdout).at(-1)?.seq ?? 0) >= seen);
        last = await ann.say(1);
        await tail.until(({ stdout }) => (linesOf(stdout).at(-1)?.seq ?? 0) >= last);
      }
      const lines = linesOf((await tail.kill()).stdout);
      repeated = Math.max(repeated, (printed.at(-1)?.seq ?? 0) - (lines[0]?.seq ?? 0) + 1);
      printed.push(...lines);
    }
    printed.push(...linesOf((await machine.run(['tail', 'Room', '--json', '--all', '--no-follow'])).stdout));
    const seqs = [...new Set(printed.map(({ seq }) => seq))].toSorted((a, b) => a - b);
    // Two events began the room; history tells of messages alone.
    expect(seqs).toEqual(upTo(last).slice(2));
    expect(repeated).toBeLessThanOrEqual(200);
    // What is remembered is never behind what had been remembered: positions rise from run to run.
    expect(printed.findLast(({ seq }) => seq === 3)).toBe(printed[0]);
  });

  test('--output: every event exactly once in the file, however often its writer is killed', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using machine = await machineOf(server, ann);
    const file = join(machine.folder, 'room.jsonl');
    const seed = 12;
    const random = seededRandom(seed);
    let last = 0;
    for (let round = 0; round < 6; round++) {
      const sayMore = ann.say(20 + random.int(60));
      const tail = machine.start(['tail', 'Room', '--all', '--output', 'room.jsonl']);
      const wanted = last + 1 + random.int(15);
      await fileHas(file, wanted);
      await tail.kill();
      last = await sayMore;
    }
    // What a kill in the middle of a write leaves behind.
    const whole = await readFile(file, 'utf8');
    await writeFile(file, `${whole}{"seq":99999,"posit`);
    expect((await machine.run(['tail', 'Room', '--output', 'room.jsonl', '--no-follow'])).code).toBe(0);
    const seqs = linesOf(await readFile(file, 'utf8')).map(({ seq }) => seq);
    expect(seqs, `seed ${seed}`).toEqual(upTo(last).slice(-seqs.length));
    expect(seqs.length).toBeGreaterThanOrEqual(last - 2);

    async function fileHas(path: string, seq: number): Promise<void> {
      const has = async (): Promise<boolean> =>
        linesOf(await readFile(path, 'utf8').catch(() => '')).some((line) => line.seq >= seq);
      const changes = watch(machine.folder);
      if (await has()) return;
      for await (const _ of changes) if (await has()) return;
    }
  });

  test('what is too far behind to be replayed is read from history', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using machine = await machineOf(server, ann);
    await ann.say(5);
    const first = await machine.run(['tail', 'Room', '--json', '--all', '--no-follow']);
    const at = linesOf(first.stdout).at(-1);
    expect(at?.seq).toBe(7);
    const last = await ann.say(450);
    const printedSeq = at?.seq ?? 0;
    // A cursor of another epoch is one that the server does not replay from.
    const next = await machine.run([
      'tail',
      'Room',
      '--json',
      '--no-follow',
      '--after',
      `${printedSeq}@zz99.${printedSeq}`,
    ]);
    const lines = linesOf(next.stdout);
    expect(lines[0]).toMatchObject({ type: 'restored', seq: 7 });
    expect(lines.slice(1).map(({ seq }) => seq)).toEqual(upTo(last).slice(7));
    expect(lines.slice(1).every(({ type }) => type === 'message')).toBe(true);
  });

  test('goes on by itself when the connection comes back, in words for a person', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    const door = await openDoor(server.url);
    await using machine = await machineOf(server, ann, door.url);
    const tail = machine.start(['tail', 'Room']);
    await tail.until(({ stderr }) => stderr.includes('Following Room.'));
    await ann.say(1);
    await tail.until(({ stdout }) => stdout.includes('Ann: word 1\n'));
    await door[Symbol.asyncDispose]();
    await tail.until(({ stderr }) => stderr.includes('The connection is lost'));
    await ann.say(3);
    await using _again = await openDoor(server.url, Number(new URL(door.url).port));
    await tail.until(({ stdout }) => stdout.includes('Ann: word 4\n'));
    tail.child.kill('SIGINT');
    const { code, stdout } = await tail.ended;
    expect(code).toBe(130);
    expect(stdout.match(/Ann: word \d/g)).toEqual(['Ann: word 1', 'Ann: word 2', 'Ann: word 3', 'Ann: word 4']);
  });

  test('[D7] ends with the event that takes the membership away', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using bob = await signedUp(server, 'Bob');
    const { conversation } = ann.client.trpc;
    await conversation.addMembers.mutate({ conversationId: ann.id, userIds: [bob.userId] });
    await using machine = await machineOf(server, bob);
    const tail = machine.start(['tail', 'Room', '--json']);
    await tail.until(({ stderr }) => stderr.includes('Following Room.'));
    await conversation.removeMember.mutate({ conversationId: ann.id, userId: bob.userId });
    await ann.say(1);
    const { code, stdout, stderr } = await tail.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('You are no member of this conversation any more.');
    expect(linesOf(stdout).at(-1)).toMatchObject({ event: { type: 'member.removed', userId: bob.userId } });
  });

  test('a reader that goes away (tail | head) ends it quietly', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using machine = await machineOf(server, ann);
    await ann.say(2);
    const tail = machine.start(['tail', 'Room']);
    await tail.until(({ stdout, stderr }) => stdout.includes('word 2') && stderr.includes('Following'));
    tail.child.stdout?.destroy();
    await ann.say(1);
    expect(await tail.ended).toMatchObject({ code: 0, stderr: 'Following Room.\n' });
  });

  test('two readers with one position are refused, with two names they are not', async () => {
    await using server = await openTestServer();
    await using ann = await room(server);
    await using machine = await machineOf(server, ann);
    await ann.say(1);
    const tail = machine.start(['tail', 'Room']);
    await tail.until(({ stdout }) => stdout.includes('word 1'));
    expect(await machine.run(['tail', 'Room', '--no-follow'])).toMatchObject({ code: 75, stdout: '' });
    expect(await machine.run(['tail', 'Room', '--no-follow', '--name', 'second'])).toMatchObject({ code: 0 });
  });
});
