import { describe, expect, test } from 'vitest';
import { gate } from '@nova/testkit';
import { openDoor } from '../testing/gated-door.ts';
import { historyOf, machineOf, signedUp } from '../testing/signed-up.ts';
import { openTestServer } from '../testing/test-server.ts';

async function room() {
  await using starting = new AsyncDisposableStack();
  const server = starting.use(await openTestServer());
  const door = starting.use(await openDoor(server.url));
  const ann = starting.use(await signedUp(server, 'Ann'));
  const machine = starting.use(await machineOf(server, ann, door.url));
  const { conversationId } = await ann.client.trpc.conversation.createGroup.mutate({ title: 'Room', memberIds: [] });
  const running = starting.move();
  return {
    door,
    machine,
    bodies: async () => (await historyOf(ann, conversationId)).map(({ body }) => body),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

describe('nova send', { timeout: 60_000 }, () => {
  test.each(['before the server has it', 'after it is committed'] as const)(
    '[O1] killed once the message is queued, %s: the same command again sends it once',
    async (when) => {
      await using at = await room();
      const { door, machine } = at;
      const reached = gate();
      const stop = (path: string): boolean => {
        if (!path.includes('message.send')) return true;
        void reached.pass();
        return false;
      };
      door.hooks = when === 'after it is committed' ? { after: stop } : { before: stop };
      const send = machine.start(['send', 'Room', 'hello there']);
      await send.until(({ stderr }) => stderr.includes('Queued 1 message for Room.'));
      await reached.arrived();
      expect((await send.kill()).code).toBeNull();
      expect(await at.bodies()).toEqual(when === 'after it is committed' ? ['hello there'] : []);
      door.hooks = {};
      expect((await machine.run(['outbox'])).stdout).toContain('send: hello there');
      const again = await machine.run(['send', 'Room', 'hello there', '--json']);
      expect(again).toMatchObject({ code: 0 });
      expect(JSON.parse(again.stdout)).toMatchObject({ type: 'sent', seq: 3 });
      expect(await at.bodies()).toEqual(['hello there']);
      expect((await machine.run(['outbox'])).stdout).toBe('Everything is sent.\n');
    },
  );

  test('[O1] what a killed run left behind goes before what the next one is asked for', async () => {
    await using at = await room();
    const { door, machine } = at;
    door.hooks = { before: (path) => !path.includes('message.send') };
    const send = machine.start(['send', 'Room', 'first']);
    await send.until(({ stderr }) => stderr.includes('Queued'));
    await send.kill();
    door.hooks = {};
    expect(await machine.run(['send', 'Room', 'second'])).toMatchObject({ code: 0 });
    expect(await at.bodies()).toEqual(['first', 'second']);
    expect(await machine.run(['send', 'Room', 'second'])).toMatchObject({ code: 0 });
    expect(await at.bodies()).toEqual(['first', 'second', 'second']);
  });

  test('[O1][O5] each line of stdin is a message, in order; under a key a second run sends none twice', async () => {
    await using at = await room();
    const { door, machine } = at;
    const lines = Array.from({ length: 30 }, (_, number) => `line ${number + 1}`);
    const input = `${lines.join('\n')}\n\n`;
    let sent = 0;
    const reached = gate();
    door.hooks = {
      after(path) {
        if (!path.includes('message.send') || ++sent < 10) return true;
        void reached.pass();
        return false;
      },
    };
    const send = machine.start(['send', 'Room', '--key', 'build 7'], { input });
    await reached.arrived();
    await send.kill();
    door.hooks = {};
    expect(await at.bodies()).toEqual(lines.slice(0, 10));
    expect(await machine.run(['send', 'Room', '--key', 'build 7'], { input })).toMatchObject({ code: 0 });
    expect(await at.bodies()).toEqual(lines);
    expect(await machine.run(['send', 'Room', '--key', 'build 7'], { input })).toMatchObject({ code: 0 });
    expect(await at.bodies()).toEqual(lines);
  });

  test('[O4] what is refused for good stays in the outbox with its reason, and can be given up', async () => {
    await using at = await room();
    const { machine } = at;
    const nowhere = '01900000-0000-7000-8000-000000000000';
    const refused = await machine.run(['send', nowhere, 'hello']);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('You are not a member of this conversation.');
    expect((await machine.run(['outbox'])).stdout).toContain('failed: NOT_A_MEMBER  send: hello');
    expect(await machine.run(['outbox', '--discard', 'failed'])).toMatchObject({ code: 0 });
    expect((await machine.run(['outbox'])).stdout).toBe('Everything is sent.\n');
  });

  test('with no way to the server it is queued and sent later', async () => {
    await using at = await room();
    const { door, machine } = at;
    door.hooks = { before: (path) => !path.includes('message.send') };
    const waiting = await machine.run(['send', 'Room', 'hello', '--wait', '1']);
    expect(waiting).toMatchObject({ code: 75 });
    expect(waiting.stderr).toContain('1 message could not be sent yet.');
    door.hooks = {};
    expect(await machine.run(['outbox', '--send'])).toMatchObject({ code: 0, stdout: 'Sent 1 message.\n' });
    expect(await at.bodies()).toEqual(['hello']);
  });

  test('[A3] what cannot be a message is refused before anything is queued', async () => {
    await using at = await room();
    const { machine } = at;
    for (const text of ['', '  ', 'a'.repeat(8_001)]) {
      expect(await machine.run(['send', 'Room', text])).toMatchObject({ code: 2, stdout: '' });
    }
    expect((await machine.run(['outbox'])).stdout).toBe('Everything is sent.\n');
  });
});
