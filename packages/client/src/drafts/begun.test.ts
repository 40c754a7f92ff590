import { expect, it } from 'vitest';
import type { TrayFile } from '../trays/trays.ts';
import { begunOf } from './begun.ts';
import type { PlacedDraft } from './drafts.ts';

const text = (key: string, atMs: number): PlacedDraft => {
  const [conversationId = '', threadRootId = null] = key.split(':');
  return { key, conversationId, threadRootId, draft: { body: key, replyToId: null }, atMs };
};
const file = (id: string): TrayFile => ({ id, name: `${id}.txt`, bytes: new Blob([id]) });

it('[Y1][Y7] what one has begun is texts, files, or both, once for each place where one is', () => {
  const trays = new Map([
    ['b', [file('x'), file('y')]],
    ['c:root', [file('z')]],
    ['gone', [file('g')]],
    ['empty', []],
  ]);
  const drafts = [text('b', 9), text('a', 8), text('gone', 7)];
  const conversations = ['a', 'b', 'c', 'empty'].map((id) => ({ id }));
  const begun = begunOf({ drafts, trays, conversations });
  expect(
    begun.map(({ key, threadRootId, draft, files, atMs }) => [
      key,
      threadRootId,
      draft?.body ?? null,
      files.map(({ id }) => id).join(),
      atMs,
    ]),
  ).toEqual([
    ['b', null, 'b', 'x,y', 9],
    ['a', null, 'a', '', 8],
    ['c:root', 'root', null, 'z', null],
  ]);
});
