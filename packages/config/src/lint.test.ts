import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nova-lint-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly diagnostics: readonly { readonly filename: string; readonly code: string }[];
}

/** Which of the files break a rule, by its name as a finding tells it. */
async function findingsIn(files: Readonly<Record<string, string>>, rule: string): Promise<string[]> {
  const settings = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { jsPlugins: string[] };
  const jsPlugins = settings.jsPlugins.map((file) => join(root, file));
  const all = { ...files, '.oxlintrc.json': JSON.stringify({ ...settings, jsPlugins }) };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const program = join(root, 'node_modules', '.bin', 'oxlint');
  const output = await new Promise<string>((resolve) => {
    // Its exit code tells whether there is a finding.
    execFile(program, ['--format', 'json', '.'], { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as Report;
  const found = diagnostics.filter(({ code }) => code === rule).map(({ filename }) => filename);
  return [...new Set(found)].toSorted();
}

test('[W1] what changes a conversation cannot be written where no lock is asked for', async () => {
  const offences = {
    'packages/api/src/a.ts': 'export const a = (ctx) => ctx.parts.db.query`update messages set body = null`;',
    'packages/api/src/commands/b.ts': 'export const b = ({ db }) => db.query<object>`select 1`;',
    'packages/api/src/c.ts': 'export const c = (db) => db.sql.unsafe("update messages set body = null");',
    'packages/api/src/d.ts': 'export const d = async ({ orm }) => orm.delete("messages");',
    'packages/api/src/e.ts': 'export const e = (db) => { const run = db.query; return run`select 1`; };',
    'packages/api/src/f.ts': 'export const f = (tx) => tx.query`update messages set body = null`;',
  };
  const innocent = {
    'packages/api/src/g.ts': 'export const g = (ctx) => readHeads(ctx.parts.db.query, [`${ctx.id}`]);',
    'packages/api/src/h.ts': "export const h = signedIn('read').query(({ ctx }) => ctx.caller);",
    'packages/api/src/i.pg.test.ts': 'export const i = (world) => world.db.sql`select 1`;',
    'packages/api/src/rehearsal/j.ts': 'export const j = (world) => world.db.query`select 1`;',
    'packages/db/src/k.ts': 'export const k = (tx) => tx.query`select 1`;',
  };
  expect(await findingsIn({ ...offences, ...innocent }, 'nova(statements-in-db)')).toEqual(
    Object.keys(offences).toSorted(),
  );
});

test('all that the app says is in its catalogues', async () => {
  const offences = [
    '<p>Send it</p>',
    '<p>{isLate ? "Too late" : null}</p>',
    '<p>{`${count} new`}</p>',
    '<button aria-label="Send" />',
    '<input placeholder={isNew ? "Name" : t("a")} />',
    '<Box title={"Hello, " + name} />',
  ];
  const innocent = [
    '<p>{t("a.b")}</p>',
    '<bdi>@{handle} · ({1 + 1})</bdi>',
    '<title>Nova</title>',
    '<p className="truncate" role="note" aria-live="polite">{`${a} ${b}`}</p>',
    '<img alt="" src="/a.svg" />',
    '<Box kind={isOn ? "danger" : "calm"} />',
  ];
  const named = (all: readonly string[], name: string): [string, string][] =>
    all.map((jsx, n) => [`apps/web/src/${name}${n}.tsx`, `export const A = (t, a, b) => ${jsx};`]);
  const files = Object.fromEntries([...named(offences, 'a'), ...named(innocent, 'b')]);
  expect(await findingsIn(files, 'nova(words-in-catalogue)')).toEqual(named(offences, 'a').map(([file]) => file));
});

test('the app puts nothing in order and takes nothing out that is there twice', async () => {
  const offences = [
    'all.toSorted((a, b) => a.at - b.at)',
    'all.sort()',
    '[...new Set(all)]',
    '[...new Map(all.map((one) => [one.id, one])).values()]',
    'Array.from(new Set(all), (one) => one.id)',
    'useMemo(() => [...known, ...new Set(found)], [known, found])',
  ];
  const innocent = [
    'new Set(all)',
    'new Set([...all, id])',
    'all.toReversed()',
    'all.filter(({ id }) => !given.has(id))',
    'Array.from({ length: 3 }, (_, n) => n)',
    'order.sorted(all)',
  ];
  const named = (from: string, all: readonly string[]): [string, string][] =>
    all.map((source, n) => [`${from}${n}.ts`, `export const a = (all, given, id, order) => ${source};`]);
  const files = [
    ...named('apps/web/src/features/a', offences),
    ...named('apps/web/src/features/b', innocent),
    ...named('packages/client/src/c', offences),
  ];
  const found = await findingsIn(Object.fromEntries(files), 'nova(thin-app)');
  expect(found).toEqual(named('apps/web/src/features/a', offences).map(([file]) => file));
});

test.each([
  [
    'eslint(no-restricted-globals)',
    'export const a = () => fetch("/api");',
    'export const a = (nova) => nova.fetch();',
  ],
  [
    'eslint(no-restricted-properties)',
    'export const a = () => navigator.sendBeacon("/api") && window.fetch("/api");',
    'export const a = (nova) => nova.fetch();',
  ],
  [
    'react(no-danger)',
    'export const A = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;',
    'export const A = () => <p />;',
  ],
])('the app talks to nobody and makes no markup of texts: %s', async (rule, offence, innocent) => {
  const files = { 'apps/web/src/a.tsx': offence, 'apps/web/src/b.tsx': innocent, 'packages/client/src/c.tsx': offence };
  expect(await findingsIn(files, rule)).toEqual(['apps/web/src/a.tsx']);
});
