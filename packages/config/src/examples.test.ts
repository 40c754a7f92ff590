import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { examplesOf, problemsOf } from './examples.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const examples = globSync(['*.md', 'docs/*.md', 'e2e/*.md', 'bench/*.md'], { cwd: root }).flatMap((document) =>
  examplesOf(document, readFileSync(join(root, document), 'utf8')),
);

test('the README has an example', () => {
  expect(examples.map(({ document }) => document)).toContain('README.md');
});

test.each(examples)('the example in $document, line $line, is right', async (example) => {
  expect(await problemsOf(example, root)).toBe('');
});

test('an example that is wrong is found: a name that nobody has, a wrong type, another text than its file', async () => {
  const [wrong, other] = examplesOf(
    'x.md',
    [
      'Words.',
      '```ts',
      "import { createNovaClient } from '@nova/client';",
      "const nova = createNovaClient({ url: 'http://localhost', auth: { kind: 'password' } });",
      'await nova.logIn();',
      '```',
      '```ts',
      '// vitest.config.ts',
      'export default {};',
      '```',
    ].join('\n'),
  );
  if (!wrong || !other) throw new Error('two examples');
  expect(wrong).toMatchObject({ document: 'x.md', line: 3, file: null });
  expect(await problemsOf(wrong, root)).toMatch(/example\.ts\(2,[^]*example\.ts\(3,/);
  expect(await problemsOf(other, root)).toBe('vitest.config.ts says something else');
});
