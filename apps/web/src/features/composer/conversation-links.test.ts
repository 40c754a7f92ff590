import { expect, test } from 'vitest';
import { linkConversations, unlinkConversations } from './conversation-links.ts';

const known = [
  { id: 'a', title: 'general' },
  { id: 'b', title: 'General chat' },
  { id: 'c', title: 'ops' },
];

test.each([
  ['see #general.', 'see [#general](/c/a).'],
  ['#General chat and #OPS', '[#General chat](/c/b) and [#OPS](/c/c)'],
  ['#generally, # ops, a#ops, ##ops, /#ops', '#generally, # ops, a#ops, ##ops, /#ops'],
  ['`#ops` and\n```\n#ops\n```\n#ops', '`#ops` and\n```\n#ops\n```\n[#ops](/c/c)'],
  ['[#ops](/c/c)', '[#ops](/c/c)'],
])('a conversation that is named is linked: %s', (text, sent) => {
  expect(linkConversations(text, known)).toBe(sent);
});

test('what was linked is written as it was when it is edited', () => {
  const text = 'see #General chat, `#ops`, #ops';
  expect(unlinkConversations(linkConversations(text, known))).toBe(text);
});
