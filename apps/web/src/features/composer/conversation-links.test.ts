import { expect, test } from 'vitest';
import { linkConversations, referenceTo, unlinkConversations } from './conversation-links.ts';
import { nameablesOf } from './nameables.ts';

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
  expect(unlinkConversations(linkConversations(text, known), known)).toBe(text);
});

/** Two channels that look alike: the older one has a `#` in its name. */
const alike = nameablesOf([
  { id: 'old', kind: 'channel', title: '#ubuntu' },
  { id: 'new', kind: 'channel', title: 'ubuntu' },
  { id: 'alone', kind: 'channel', title: '#kubuntu 2007' },
]);

test('[V6] a name leads to the conversation of exactly that name before one that only looks like it', () => {
  expect(linkConversations('see #ubuntu', alike)).toBe('see [#ubuntu](/c/new)');
  expect(linkConversations('see #kubuntu 2007', alike)).toBe('see [#kubuntu 2007](/c/alone)');
});

test('[V6] what is picked leads to what was picked, also when it is edited later', () => {
  expect(referenceTo({ id: 'new', title: 'ubuntu' }, alike)).toBe('#ubuntu');
  expect(referenceTo({ id: 'alone', title: 'kubuntu 2007' }, alike)).toBe('#kubuntu 2007');
  const written = referenceTo({ id: 'old', title: 'ubuntu' }, alike);
  expect(written).toBe('[#ubuntu](/c/old)');
  const sent = linkConversations(`${written}, #ubuntu`, alike);
  expect(sent).toBe('[#ubuntu](/c/old), [#ubuntu](/c/new)');
  expect(unlinkConversations(sent, alike)).toBe('[#ubuntu](/c/old), #ubuntu');
  // Somewhere one is not any more.
  expect(unlinkConversations('[#gone](/c/gone)', alike)).toBe('[#gone](/c/gone)');
});
