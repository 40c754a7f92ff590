import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePacks } from './packs.ts';

const push =
  '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,';
const names =
  'ConversationPane GatheredLinks DraftsLink SendLater FileDoor WritingAids RowMenu AuthApi openShared DraftSync';
const exportsAll = [...names.split(' '), 'ScheduledMessages', 'Trays', 'SignInScreen']
  .map((name) => `e.s(["${name}",0,1])`)
  .join(';');

let built: string;

beforeEach(async () => {
  built = await mkdtemp(join(tmpdir(), 'nova-packs-'));
  await mkdir(join(built, 'static', 'chunks'), { recursive: true });
  await script('react.js', `${push}1,e=>{e.createRoot=0}]);\n//# sourceMappingURL=react.js.map\n`);
  await script(
    'page.js',
    `${push}2,e=>{e.v(t=>Promise.all(["static/chunks/shared.js","static/chunks/talk.js"].map(t=>e.l(t))).then(()=>t(3)))}]);`,
  );
  await script('turbopack-1.js', 'globalThis.ran=true;');
  await script('talk.js', `${push}3,e=>{${exportsAll}}]);`);
  await script('shared.js', `${push}4,e=>{}]);`);
  for (const language of ['en', 'de', 'ar'])
    await script(`${language}.js`, `${push}5,e=>{e.s(["${language}",0,{}])}]);`);
  const [app, page] = [['react.js'], ['react.js', 'page.js', 'turbopack-1.js']].map((list) =>
    list.map((name) => `static/chunks/${name}`),
  );
  await writeFile(
    join(built, 'build-manifest.json'),
    JSON.stringify({ pages: { '/_app': app, '/[[...path]]': page } }),
  );
});

afterEach(() => rm(built, { recursive: true }));

const script = (name: string, text: string) => writeFile(join(built, 'static', 'chunks', name), text);

/** What Turbopack is told when a pack runs before it: which scripts are here, and what is on its way. */
async function told(address: string): Promise<unknown[][]> {
  const scope: { TURBOPACK?: unknown[][] } = {};
  runInNewContext(await readFile(join(built, address.replace('/_next/', '')), 'utf8'), scope);
  return (scope.TURBOPACK ?? []).map(([path, what]) =>
    typeof what === 'number' ? [path] : [path, { ...(what as object) }],
  );
}

test('a pack says of each of its scripts which one it is, and that nobody need fetch it', async () => {
  const { packs, replaced } = await makePacks(built);
  const [react, page, own] = ['react.js', 'page.js', 'turbopack-1.js'].map((name) => `static/chunks/${name}`);
  expect(await told(packs.base)).toEqual([[react], [react, { otherChunks: [react], runtimeModuleIds: [] }]]);
  expect(await told(packs.frame)).toEqual([[page], [page, { otherChunks: [page, own], runtimeModuleIds: [] }]]);
  expect(replaced).toEqual(new Set([react, page, own].map((path) => `/_next/${path}`)));
});

test('each pack begins by telling the browser to compile all of it before it runs', async () => {
  const { packs } = await makePacks(built);
  const { base, frame, conversation, entry, en, de, ar } = packs;
  for (const address of [base, frame, conversation, entry, en, de, ar]) {
    const text = await readFile(join(built, address.replace('/_next/', '')), 'utf8');
    expect(text).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
  }
});

test('a place has one pack: what is shown there comes before what asks for it, all of it once', async () => {
  const { packs } = await makePacks(built);
  const paths = ['shared.js', 'talk.js', 'page.js', 'turbopack-1.js'].map((name) => `static/chunks/${name}`);
  const own = paths.slice(0, 3).map((path) => [path]);
  expect(await told(packs.conversation)).toEqual([...own, [paths[0], { otherChunks: paths, runtimeModuleIds: [] }]]);
  expect(await told(packs.entry)).toEqual(await told(packs.conversation));
  expect((await told(packs.de)).map(([path]) => path)).toEqual(['static/chunks/de.js', 'static/chunks/de.js']);
});

test('a pack of other contents has another name', async () => {
  const before = (await makePacks(built)).packs;
  await script('shared.js', `${push}4,e=>{2}]);`);
  const after = (await makePacks(built)).packs;
  expect(after.conversation).not.toBe(before.conversation);
  const others = { conversation: '', entry: '' };
  expect({ ...after, ...others }).toEqual({ ...before, ...others });
});

test('scripts that are not as they were end the build', async () => {
  await script('talk.js', `other(3,e=>{${exportsAll}});`);
  await expect(makePacks(built)).rejects.toThrow('static/chunks/talk.js does not say which script it is');
  await script('talk.js', `${push}3,e=>{}]);`);
  await expect(makePacks(built)).rejects.toThrow('No script exports ConversationPane');
  await script('react.js', `${push}1,e=>{}]);`);
  await expect(makePacks(built)).rejects.toThrow('React DOM is not in one script');
});
