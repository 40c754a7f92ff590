import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const directives = (isDevelopment: boolean): Map<string, string> =>
  new Map(
    contentSecurityPolicy({ nonce: 'n0nce', isDevelopment })
      .split('; ')
      .map((directive): [string, string] => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
  );

test('a page runs its own scripts only, nothing inline, nothing from elsewhere, and is in nobody’s frame', () => {
  const policy = directives(false);
  expect(policy.get('script-src')).toBe("'nonce-n0nce' 'strict-dynamic' 'self'");
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*|https?:/);
  for (const name of ['default-src', 'base-uri', 'frame-ancestors']) expect(policy.get(name)).toBe("'none'");
  expect(policy.get('require-trusted-types-for')).toBe("'script'");
  expect(policy.get('trusted-types')).toBe('default nextjs');
});

test('only the development server may evaluate', () => {
  expect(directives(true).get('script-src')).toContain("'unsafe-eval'");
  expect(directives(true).has('require-trusted-types-for')).toBe(false);
});
