import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { machineOf, signedUp } from './testing/signed-up.ts';
import { openMachine } from './testing/nova-process.ts';
import { openTestServer } from './testing/test-server.ts';

const nobody = 'http://127.0.0.1:9';

describe('nova', { timeout: 60_000 }, () => {
  test('helps, with examples; a wrong command line ends with 2 and says what is wrong', async () => {
    await using machine = await openMachine({ NOVA_URL: nobody });
    const help = await machine.run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('nova import irc logs/*.log');
    expect(await machine.run(['tail', '--help'])).toMatchObject({ code: 0 });
    expect((await machine.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const args of [
      ['sned'],
      ['tail'],
      ['tail', 'x', '--last', '201'],
      ['doctor', '--url', 'no address'],
      ['send', 'x', 'y', '--wait', 'long'],
    ]) {
      const { code, stderr } = await machine.run(args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).not.toBe('');
    }
  });

  test('says in words what is missing, never with a stack: a session, a server', async () => {
    await using machine = await openMachine({ NOVA_URL: nobody });
    const signedOut = await machine.run(['conversations']);
    expect(signedOut).toMatchObject({ code: 3, stdout: '' });
    expect(signedOut.stderr).toContain('nova sign-in');
    const unreachable = await machine.run(['conversations', '--token', 'x']);
    expect(unreachable).toMatchObject({
      code: 75,
      stderr: expect.stringContaining(`There is no Nova server at ${nobody}.`),
    });
    const asJson = await machine.run(['conversations', '--json', '--token', 'x']);
    expect(JSON.parse(asJson.stderr)).toMatchObject({ code: 75 });
    for (const { stderr } of [signedOut, unreachable]) expect(stderr).not.toMatch(/\bat .*\.ts/);
  });

  test('an account from sign-up to sign-out: the session is kept, used, and gone', async () => {
    await using server = await openTestServer();
    await using machine = await openMachine({ NOVA_URL: server.url });
    const ann = ['--name', 'Ann', '--email', 'ann@nova.example'];
    expect(await machine.run(['sign-up', ...ann], { input: 'a good password\n' })).toMatchObject({ code: 0 });
    const file = join(machine.folder, 'config', 'nova', 'credentials.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await machine.run(['sign-up', ...ann], { input: 'a good password\n' });
    expect(again).toMatchObject({ code: 3, stderr: 'There is an account with this address already.\n' });
    const wrong = await machine.run(['sign-in', '--email', 'ann@nova.example'], { input: 'a wrong password\n' });
    expect(wrong).toMatchObject({ code: 3, stderr: 'There is no account with this address and password.\n' });
    expect(await machine.run(['conversations', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    const { token } =
      Object.values(
        (JSON.parse(await readFile(file, 'utf8')) as { servers: Record<string, { token: string }> }).servers,
      )[0] ?? {};
    expect(await machine.run(['sign-out'])).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).not.toContain('token');
    expect(await machine.run(['conversations'])).toMatchObject({ code: 3 });
    expect(await machine.run(['conversations', '--token', token ?? ''])).toMatchObject({ code: 3 });
    const password = { env: { NOVA_PASSWORD: 'a good password' } };
    expect(await machine.run(['sign-in', '--email', 'ann@nova.example'], password)).toMatchObject({ code: 0 });
  });

  test('channels are found, joined and named by their title', async () => {
    await using server = await openTestServer();
    await using ann = await signedUp(server, 'Ann');
    await using bob = await signedUp(server, 'Bob');
    const { createGroup } = ann.client.trpc.conversation;
    await createGroup.mutate({ title: 'General', kind: 'channel', memberIds: [] });
    await using machine = await machineOf(server, bob);
    expect((await machine.run(['channels'])).stdout).toContain('#General');
    expect((await machine.run(['send', '#general', 'hi'])).stderr).toContain(
      'You have not joined "#general": nova join',
    );
    expect(await machine.run(['join', '#general'])).toMatchObject({ code: 0 });
    expect(await machine.run(['join', 'General'])).toMatchObject({ stdout: 'You are in General already.\n' });
    expect(await machine.run(['send', '#general', 'hi'])).toMatchObject({ code: 0 });
    expect(await machine.run(['send', 'nowhere', 'hi'])).toMatchObject({ code: 2 });
    await ann.client.trpc.conversation.openDirect.mutate({ userId: bob.userId });
    expect(await machine.run(['send', '@ann', 'psst'])).toMatchObject({ code: 0 });
    expect((await machine.run(['conversations'])).stdout).toMatch(/^@ann .*\n#General /);
  });
});
