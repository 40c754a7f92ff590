import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openMachine } from '../testing/nova-process.ts';
import { openDoor } from '../testing/gated-door.ts';
import { machineOf, signedUp } from '../testing/signed-up.ts';
import { openTestServer } from '../testing/test-server.ts';
import type { Finding } from './examine.ts';

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

const stateOf = ({ findings }: Report, what: string) => findings.find((finding) => finding.what === what)?.state;

describe('nova doctor', { timeout: 60_000 }, () => {
  test('a healthy server: 0, and what runs, who asks, how far delivery is behind', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using machine = await machineOf(server, ann);
    const { code, stdout } = await machine.run(['doctor', '--json']);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(0);
    expect(report.healthy).toBe(true);
    for (const what of ['Server', 'Postgres', 'Redis', 'You', 'Outbox of the server', 'Your outbox']) {
      expect([what, stateOf(report, what)]).toEqual([what, 'ok']);
    }
    const spoken = await machine.run(['doctor']);
    expect(spoken.stdout).toMatch(/^ok {2}You +Ann \(@ann\), by NOVA_TOKEN$/m);
    expect(spoken.stdout).toContain(`Node ${process.version}`);
    expect(spoken.stdout).toMatch(/^ok {2}Server +http:\S+, Nova \d+\.\d+\.\d+, wire version \d+, Node v/m);
    expect(spoken.stdout).toMatch(/^ok {2}Postgres +PostgreSQL \d+\.\d+$/m);
    expect(spoken.stdout).toMatch(/^ok {2}Redis +(Redis|Valkey) \d+\.\d+\.\d+, one server$/m);
    expect(spoken.stdout).toMatch(/^ok {2}Redis memory +\d.* in use$/m);
  });

  test('nobody signed in, messages not sent: warnings with what to do, and still 0', async () => {
    await using server = await openTestServer();
    await using door = await openDoor(server.url);
    await using ann = await signedUp(server, 'Ann');
    await using stranger = await openMachine({ NOVA_URL: server.url });
    const { code, stdout } = await stranger.run(['doctor']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^! {3}You +not signed in\n.*-> nova sign-in, or nova sign-up\.$/m);
    await using machine = await machineOf(server, ann, door.url);
    door.hooks = { before: (path) => !path.includes('message.send') };
    const { conversationId } = await ann.client.trpc.conversation.createGroup.mutate({ title: 'Room', memberIds: [] });
    expect(await machine.run(['send', conversationId, 'hello', '--wait', '0'])).toMatchObject({ code: 75 });
    expect((await machine.run(['doctor'])).stdout).toMatch(/^! {3}Your outbox +1 waiting, 0 failed$/m);
  });

  test('no server, or something else in its place: 4, and what to do', async () => {
    const other = createServer((_req, res) => res.writeHead(404).end('not here')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await using machine = await openMachine({ NOVA_URL: `http://127.0.0.1:${port}` });
    const wrong = await machine.run(['doctor']);
    expect(wrong).toMatchObject({ code: 4 });
    expect(wrong.stdout).toContain('something else answers');
    other.close();
    await once(other, 'close');
    const nobody = await machine.run(['doctor', '--json']);
    expect(nobody).toMatchObject({ code: 4 });
    expect(JSON.parse(nobody.stdout)).toMatchObject({ healthy: false });
    expect(nobody.stdout).toContain('npm start');
  });
});
