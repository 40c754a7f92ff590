import { readFileSync } from 'node:fs';
import { createNovaClient, inProcessTabs } from '@nova/client';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../testing/signed-up.ts';
import { openMachine } from '../testing/nova-process.ts';
import { openTestServer } from '../testing/test-server.ts';

interface Seeded {
  readonly people: readonly { readonly name: string; readonly email: string; readonly password: string }[];
}

describe('nova seed --demo', { timeout: 60_000 }, () => {
  test('a workspace to look at, with people to sign in as; again it changes nothing', async () => {
    await using server = await openTestServer();
    await using machine = await openMachine({ NOVA_URL: server.url, NOVA_OPERATOR_TOKEN: server.operatorToken });
    const first = await machine.run(['seed', '--demo', '--json']);
    expect(first).toMatchObject({ code: 0 });
    const { people } = JSON.parse(first.stdout) as Seeded;
    const [visitor] = people;
    if (!visitor) throw new Error('nobody to sign in as');
    await using client = createNovaClient({ url: server.url, tabs: inProcessTabs() });
    const userId = await client.signIn(visitor);
    const look = async () => {
      const all = await client.trpc.conversation.list.query();
      const me = { client, userId, token: '', [Symbol.asyncDispose]: async () => {} };
      const histories = await Promise.all(all.map(({ id }) => historyOf(me, id)));
      return { all, histories };
    };
    const seen = await look();
    expect(seen.all.map(({ kind }) => kind).toSorted()).toEqual([
      'channel',
      'channel',
      'channel',
      'direct',
      'direct',
      'group',
    ]);
    expect(seen.histories.flat().length).toBe(349 + 24 + 12 + 14);
    expect(seen.histories.flat().filter(({ replyToId }) => replyToId !== null).length).toBeGreaterThan(200);
    expect(seen.histories.flat().filter(({ reactions }) => reactions.length > 0).length).toBe(4);
    expect(seen.histories.flat().filter(({ pinned }) => pinned).length).toBe(1);
    expect(seen.all.filter(({ unread, kind }) => kind !== 'channel' && unread > 0).length).toBe(2);
    expect(seen.all.some(({ mentions }) => mentions > 0)).toBe(true);
    for (const { kind, topic } of seen.all) {
      if (kind !== 'direct')
        expect(topic).toContain('jkkummerfeld/irc-disentanglement (Kummerfeld et al., ACL 2019), CC BY 4.0');
    }
    const again = await machine.run(['seed', '--demo', '--json']);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
    expect(await look()).toEqual(seen);
  });

  test('what the README does in it from a terminal works', async () => {
    await using server = await openTestServer();
    await using machine = await openMachine({ NOVA_URL: server.url, NOVA_OPERATOR_TOKEN: server.operatorToken });
    expect(await machine.run(['seed', '--demo'])).toMatchObject({ code: 0 });
    const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
    const lines = [...readme.matchAll(/^npm run nova -- (.+?)\s*(?:#.*)?$/gm)].map(([, line = '']) => line);
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'sign-up',
      'join',
      'conversations',
      'send',
      'tail',
      'doctor',
    ]);
    for (const line of lines) {
      const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      const nova = machine.start(args, { input: 'correct horse\n' });
      if (args[0] === 'tail') {
        await nova.until(({ stdout }) => stdout.includes('Bot: hello from a terminal'));
        await nova.kill();
      } else expect(await nova.ended, line).toMatchObject({ code: 0 });
    }
  });

  test('its passwords are those of the deployment: another operator token has others', async () => {
    await using server = await openTestServer();
    await using stranger = await openMachine({
      NOVA_URL: server.url,
      NOVA_OPERATOR_TOKEN: 'a token that is not the right one',
    });
    const refused = await stranger.run(['seed', '--demo']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('FORBIDDEN');
    await using machine = await openMachine({ NOVA_URL: server.url, NOVA_OPERATOR_TOKEN: server.operatorToken });
    const taken = await machine.run(['seed', '--demo']);
    expect(taken.stderr).toContain('with another password');
  });
});
