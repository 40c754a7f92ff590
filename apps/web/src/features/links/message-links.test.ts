import { expect, test } from 'vitest';
import { forwardLine, messageLinks } from './message-links.ts';

const origin = 'https://nova.test';
const id = '01a20cd1-1ce4-7460-aaa3-ec7c2e4e333d';
const read = (text: string) => messageLinks(text, origin).map(({ seq }) => seq);

test('[Y6] links to messages of this app are found in a text: pasted, named, and of replies', () => {
  expect(messageLinks(`see ${origin}/c/${id}/m/42.`, origin)).toEqual([
    { conversationId: id, seq: 42, threadRootId: null, path: `/c/${id}/m/42` },
  ]);
  expect(messageLinks(`↪ [Ann](/c/${id}?thread=${id}&at=7)`, origin)).toMatchObject([{ seq: 7, threadRootId: id }]);
  expect(read(`${origin}/c/${id}/m/1 ${origin}/c/${id}/m/1 (${origin}/c/${id}/m/2)`)).toEqual([1, 2]);
  expect(read([1, 2, 3, 4].map((seq) => `${origin}/c/${id}/m/${seq}`).join('\n'))).toEqual([1, 2, 3]);
});

test('[Y6] what is elsewhere, in code or no message is no such link', () => {
  for (const text of [
    `https://evil.test/c/${id}/m/42`,
    `\`${origin}/c/${id}/m/42\``,
    `\`\`\`\n${origin}/c/${id}/m/42\n\`\`\``,
    `${origin}/c/${id}`,
    `${origin}/c/${id}/m/0`,
    `${origin}/c/x/m/1`,
    `${origin}/c/${id}/m/4x`,
    `and /c/${id}/m/42 is a path`,
  ])
    expect(read(text)).toEqual([]);
});

test('[Y5] what leads to a forwarded message ends the text, and is not what somebody says', () => {
  const line = `↪ [Ann](/c/${id}/m/4)`;
  expect(`look\n\n${line}`.replace(forwardLine, '')).toBe('look');
  expect(line.replace(forwardLine, '')).toBe('');
  for (const text of [`${line} and so on`, `\`${line}\``, `↪ Ann`]) expect(text.replace(forwardLine, '')).toBe(text);
});
