import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Every check before the tests, cheapest first: what it is called, what it runs, and how to mend what it finds.
 * @type {readonly { name: string, command: readonly string[], mend?: string }[]}
 */
export const checks = [
  { name: 'format', command: ['biome', 'format', '--reporter=summary', '.'], mend: 'npm run format' },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  {
    name: 'types',
    command: [
      'turbo',
      'run',
      'typecheck',
      'typecheck:root',
      '--output-logs=errors-only',
      '--concurrency=2',
      '--continue',
    ],
  },
  {
    name: 'boundaries',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'apps', 'packages'],
  },
  { name: 'unused', command: ['knip', '--no-progress'] },
  { name: 'rules', command: ['node', here('./rules.mjs')] },
];

/** What `npm run format` does: the one step that writes. */
export const format = ['biome', 'format', '--write', '.'];
