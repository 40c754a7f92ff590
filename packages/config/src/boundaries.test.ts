import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A file that breaks one rule, and that rule. */
const offences: readonly [file: string, source: string, rule: string][] = [
  ['packages/contract/src/a.ts', "import '@nova/embedded';", 'contract-imports-only-itself'],
  ['packages/db/src/a.ts', "import '@nova/delivery';", 'db-imports-only-contract'],
  ['packages/delivery/src/a.ts', "import type { T } from '@nova/db';", 'delivery-imports-only-contract'],
  ['packages/delivery/src/b.ts', "import 'postgres';", 'delivery-without-postgres'],
  ['packages/delivery/src/c.ts', "import type { T } from 'drizzle-orm';", 'delivery-without-postgres'],
  ['packages/delivery/src/d.ts', "import '@trpc/server';", 'delivery-without-postgres'],
  ['packages/api/src/a.ts', "import '@nova/delivery';", 'api-imports-only-contract-db'],
  ['packages/client/src/a.ts', "import '@nova/db';", 'client-imports-only-contract-api'],
  ['packages/client/src/b.ts', "import { x } from '@nova/api';", 'client-sees-only-types-of-api'],
  ['packages/client/src/c.ts', "import 'react';", 'client-without-react'],
  ['packages/files/src/a.ts', "import '@nova/db';", 'files-imports-only-contract'],
  ['packages/previews/src/a.ts', "import '@nova/files';", 'previews-imports-only-contract'],
  ['packages/embedded/src/a.ts', "import '@nova/contract';", 'embedded-imports-only-itself'],
  ['packages/embedded/src/b.ts', "import '../../../apps/server/src/index.ts';", 'packages-do-not-see-apps'],
  ['packages/client/src/d.ts', "import '@nova/testkit';", 'testkit-only-in-tests'],
  ['packages/api/src/b.ts', "import '../../db/src/inner.ts';", 'other-packages-through-their-exports'],
  ['packages/db/src/c.ts', "import './f.ts'; import './d.ts'; export const c = 1;", 'no-cycles'],
  ['packages/db/src/e.ts', "import 'undeclared';", 'only-what-is-declared'],
  ['apps/cli/src/a.ts', "import '@nova/db';", 'only-the-server-joins-api-db-delivery'],
  ['apps/cli/src/c.ts', "import '@nova/files';", 'only-the-server-joins-api-db-delivery'],
  ['apps/cli/src/d.ts', "import '@nova/previews';", 'only-the-server-joins-api-db-delivery'],
  ['apps/cli/src/b.ts', "import '@nova/embedded';", 'cli-sees-client-and-contract'],
  ['apps/web/src/a.ts', "import type { T } from '@nova/api';", 'web-sees-client-and-contract'],
  ['apps/launcher/src/a.ts', "import '@nova/client';", 'launcher-sees-embedded'],
];

/** Files that look close to an offence and are none. */
const innocent: readonly [file: string, source: string][] = [
  ['packages/db/src/d.ts', "import type { c } from './c.ts'; export type D = typeof c;"],
  ['packages/client/src/types.ts', "import type { T } from '@nova/api'; export type { T } from '@nova/api';"],
  ['packages/client/src/a.test.ts', "import '@nova/testkit'; import { x } from '@nova/api';"],
  ['packages/api/src/queries.ts', "import '@nova/db'; import '@nova/contract'; import '@trpc/server';"],
  ['apps/server/src/main.ts', "import '@nova/api'; import '@nova/db'; import '@nova/delivery';"],
  ['apps/cli/src/main.ts', "import '@nova/client'; import '@nova/contract';"],
  ['apps/web/src/b.ts', "import '@nova/client'; import '@nova/contract';"],
  ['bench/src/main.ts', "import '@nova/db'; import '@nova/delivery'; import '../../packages/db/src/inner.ts';"],
];

const packages = ['contract', 'db', 'delivery', 'api', 'client', 'embedded', 'files', 'previews', 'testkit'];
const libraries = ['postgres', 'drizzle-orm', '@trpc/server', 'react', 'undeclared'];
let folder: string;

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nova-boundaries-'));
  const declared = [...packages.map((name) => `@nova/${name}`), ...libraries.filter((name) => name !== 'undeclared')];
  const manifest = { type: 'module', dependencies: Object.fromEntries(declared.map((name) => [name, '*'])) };
  for (const home of [
    ...packages.map((name) => `packages/${name}`),
    'apps/server',
    'apps/cli',
    'apps/web',
    'apps/launcher',
    'bench',
  ]) {
    write(`${home}/package.json`, JSON.stringify({ ...manifest, name: home, exports: { '.': './src/index.ts' } }));
    write(`${home}/src/index.ts`, 'export const x = 1; export type T = number;');
  }
  for (const name of libraries) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(folder, 'node_modules', '@nova'));
  for (const name of packages) symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules', '@nova', name));
  write('packages/db/src/inner.ts', 'export const inner = 1;');
  write('packages/db/src/f.ts', "import './c.ts';");
  for (const [file, source] of [...offences, ...innocent]) write(file, source);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

test('every import boundary bites, and only where it should', async () => {
  const program = join(root, 'node_modules', '.bin', 'depcruise');
  const args = [
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'packages',
    'apps',
    'bench',
  ];
  const output = await new Promise<string>((resolve) => {
    // Its exit code is the number of violations.
    execFile(program, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  const { violations } = (JSON.parse(output) as Report).summary;
  const found = violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  expect(offences.map(([file, , rule]) => `${file}: ${rule}`).filter((expected) => !found.includes(expected))).toEqual(
    [],
  );
  expect(violations.map(({ from }) => from).filter((from) => innocent.some(([file]) => file === from))).toEqual([]);
});
