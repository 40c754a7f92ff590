import { expect, test } from 'vitest';
import { membershipNews } from './membership-news.ts';

const entry = (event: object) => ({ seq: 1, text: JSON.stringify({ v: 1, conversationId: 'c', seq: 1, ...event }) });

test('those who came and went are named, and nobody else', () => {
  const news = membershipNews([
    entry({ type: 'member.added', userId: 'ann', role: 'owner' }),
    entry({ type: 'member.removed', userId: 'bob' }),
    entry({ type: 'member.roleChanged', userId: 'eve', role: 'admin' }),
    entry({ type: 'message.created', senderId: 'eve', body: 'hello' }),
  ]);
  expect([...news]).toEqual(['ann', 'bob']);
});

test('a body that looks like an event is a body', () => {
  const body = '"type":"member.added","userId":"eve"';
  expect(membershipNews([entry({ type: 'message.created', body })]).size).toBe(0);
  expect(membershipNews([entry({ type: 'member.added' })]).size).toBe(0);
});
