import { expect, test } from 'vitest';
import type { Pasted } from './paste.ts';
import { pastedCode } from './paste.ts';

const from = (more: Partial<Pasted>): Pasted => ({ plain: '', html: '', editorLanguage: null, ...more });
const empty = { text: '', at: 0 };

test('text stays text', () => {
  expect(pastedCode(from({ plain: 'a\nb', html: '<p>a</p><p>b</p>' }), empty)).toBeNull();
  expect(pastedCode(from({ plain: 'a\nb' }), empty)).toBeNull();
});

test('code becomes a block, with its language where the editor says it', () => {
  const code = { plain: 'if (a) {\n  b();\n}\n' };
  const body = 'if (a) {\n  b();\n}';
  expect(pastedCode(from({ ...code, html: '<pre>…</pre>' }), empty)).toBe(`\`\`\`\n${body}\n\`\`\`\n`);
  expect(pastedCode(from({ ...code, editorLanguage: 'ts' }), { text: 'see:', at: 4 })).toBe(
    `\n\`\`\`ts\n${body}\n\`\`\`\n`,
  );
});

test('a fence is longer than those in the code', () => {
  expect(pastedCode(from({ plain: '```\na\n```', html: '<pre>' }), empty)).toBe('````\n```\na\n```\n````\n');
});

test('one line of code is marked as such; of an editor it may be anything', () => {
  expect(pastedCode(from({ plain: 'npm start', html: '<code>npm start</code>' }), empty)).toBe('`npm start`');
  expect(pastedCode(from({ plain: 'npm start', editorLanguage: 'sh' }), empty)).toBeNull();
});

test('into a block of code it goes as it is', () => {
  expect(pastedCode(from({ plain: 'a\nb', html: '<pre>' }), { text: '```\n', at: 4 })).toBeNull();
});
