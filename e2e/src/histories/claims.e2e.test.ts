import postgres from 'postgres';
import { expect, test } from 'vitest';
import { signUp, stockClient } from '../../../apps/server/src/testing/stock-client.ts';
import { openTestSystem } from '../../../apps/server/src/testing/test-system.ts';
import { ServerProcess } from './server-process.ts';

test('[M5] a node killed between two conversations of a claim: another one offers it again, and it goes on, once', async () => {
  await using system = await openTestSystem();
  await using node = await ServerProcess.open(system.env);
  await using doomed = await ServerProcess.open(system.env);
  await Promise.all([node.start(), doomed.start('after-commit')]);
  const account = await signUp(`http://127.0.0.1:${node.port}`, 'Potter');
  const { operatorToken } = system;
  const clientOf = ({ port }: ServerProcess) => stockClient(`http://127.0.0.1:${port}`, account, { operatorToken });
  await using here = clientOf(node);
  await using there = clientOf(doomed);
  const { imports, user, conversation } = here.trpc;
  const person = { key: 'U1', name: 'Harry', email: account.email };
  const { U1: harry } = await imports.people.mutate({ source: 'slack:t', people: [person] });
  const placeholderId = harry?.userId ?? '';
  for (const title of ['one', 'two', 'three']) {
    const wanted = { source: `slack:t:${title}`, kind: 'group' as const, title };
    const { conversationId } = await imports.openConversation.mutate(wanted);
    await imports.members.mutate({ conversationId, members: [{ userId: placeholderId, role: 'member' }] });
  }
  const sql = postgres(system.database.url, { max: 1, onnotice: () => {} });
  await sql`update users set email_verified = true where id = ${account.userId}`;
  await there.trpc.user.claim.mutate({ placeholderId }).catch(() => null);
  await doomed.died();
  expect(await conversation.list.query()).toHaveLength(1);
  expect(await user.claimable.query()).toMatchObject([{ placeholderId, name: 'Harry' }]);
  expect(await user.claim.mutate({ placeholderId })).toMatchObject({ joined: 2 });
  expect(await user.claimable.query()).toEqual([]);
  const theirs = await conversation.list.query();
  expect(theirs.map(({ title, memberCount }) => [title, memberCount]).toSorted()).toEqual([
    ['one', 1],
    ['three', 1],
    ['two', 1],
  ]);
  const [joined] = await sql<{ times: number }[]>`
    select count(*)::int as times from events where type = 'member.added' and payload->>'userId' = ${account.userId}`;
  expect(joined?.times).toBe(3);
  await sql.end();
}, 60_000);
