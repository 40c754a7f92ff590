import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the first picture needs, in one file each: a browser asks for two dozen small scripts more slowly than for a few, most of
 * all from its own storage, and one text is compressed better than its parts.
 */
export interface Packs {
  /** What draws: it runs before the others, and stays as it is while the app changes. */
  readonly base: string;
  /** What a place of the app begins with: any, a conversation, the way in. Of these a browser gets one. */
  readonly frame: string;
  readonly conversation: string;
  readonly entry: string;
  /** What is said in each language. */
  readonly en: string;
  readonly de: string;
  readonly ar: string;
}

/** What would be fetched besides, one after the other, until a conversation stands: by what the scripts export. */
const ofConversation = [
  'ConversationPane',
  'GatheredLinks',
  'DraftsLink',
  'SendLater',
  'FileDoor',
  'WritingAids',
  'RowMenu',
  'AuthApi',
  'openShared',
  'DraftSync',
  'ScheduledMessages',
  'Trays',
];

/**
 * Said to V8 at the top of a script: nearly everything in it runs at once. So it compiles all of it while it comes, beside the
 * main thread, which would otherwise stop for each function when it is first called; other engines read a comment.
 */
const allAtOnce = '//# allFunctionsCalledOnLoad\n';

/** In the script of React DOM, which is the half of what every place begins with: two scripts come faster than one. */
const drawing = '.createRoot=';

const ofEntry = ['SignInScreen', 'AuthApi'];

const itself = /"object"==typeof document\?document\.currentScript:void 0/g;

/**
 * Makes them of what Turbopack wrote to `built`, and answers their addresses and those of the scripts that nobody asks for by
 * themselves any more. Throws where Turbopack's scripts are not as they were when this was written.
 */
export async function makePacks(built: string): Promise<{ packs: Packs; replaced: ReadonlySet<string> }> {
  const scripts = await scriptsIn(built);
  const pages = await pagesIn(built);
  const begin = [...new Set(['/_app', '/[[...path]]'].flatMap((page) => pages[page] ?? []))].filter((path) =>
    scripts.has(path),
  );
  await rm(join(built, 'static/packs'), { recursive: true, force: true });
  await mkdir(join(built, 'static/packs'), { recursive: true });

  const pack = async (paths: readonly string[]): Promise<string> => {
    const text = together(paths, scripts);
    const name = `${createHash('sha256').update(text).digest('base64url').slice(0, 13)}.js`;
    await writeFile(join(built, 'static/packs', name), text);
    return `/_next/static/packs/${name}`;
  };
  const base = begin.filter((path) => scripts.get(path)?.includes(drawing));
  if (base.length !== 1) throw new Error('React DOM is not in one script.');
  const frame = begin.filter((path) => !base.includes(path));
  const shown = (names: readonly string[]): Promise<string> => {
    const paths = new Set(names.flatMap((name) => fetchedFor(name, scripts)));
    // Before what asks for them.
    return pack([...[...paths].filter((path) => !begin.includes(path)), ...frame]);
  };
  const packs: Packs = {
    base: await pack(base),
    frame: await pack(frame),
    conversation: await shown(ofConversation),
    entry: await shown(ofEntry),
    en: await pack(fetchedFor('en', scripts)),
    de: await pack(fetchedFor('de', scripts)),
    ar: await pack(fetchedFor('ar', scripts)),
  };
  await writeFile(join(built, 'packs.json'), JSON.stringify(packs));
  return { packs, replaced: new Set(begin.map((path) => `/_next/${path}`)) };
}

type Scripts = ReadonlyMap<string, string>;

/** The texts of all scripts, by their paths as Turbopack writes them. */
async function scriptsIn(built: string): Promise<Scripts> {
  const names = (await readdir(join(built, 'static/chunks'))).filter((name) => name.endsWith('.js'));
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => {
        const path = `static/chunks/${name}`;
        return [path, await readFile(join(built, path), 'utf8')];
      }),
    ),
  );
}

async function pagesIn(built: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const manifest = JSON.parse(await readFile(join(built, 'build-manifest.json'), 'utf8')) as {
    readonly pages: Readonly<Record<string, readonly string[]>>;
  };
  return manifest.pages;
}

/** The script that exports something, and those that are fetched with it. */
function fetchedFor(name: string, scripts: Scripts): readonly string[] {
  const [path] = [...scripts].find(([, text]) => text.includes(`"${name}",0,`)) ?? [];
  if (path === undefined) throw new Error(`No script exports ${name}.`);
  for (const text of scripts.values()) {
    for (const [, list = ''] of text.matchAll(/Promise\.all\(\[("static[^\]]+)\]\.map/g)) {
      const paths = JSON.parse(`[${list}]`) as string[];
      if (paths.includes(path)) return paths;
    }
  }
  return [path];
}

function together(paths: readonly string[], scripts: Scripts): string {
  const parts = paths.map((path) => {
    const text = scripts.get(path) ?? '';
    // A script tells Turbopack which one it is; in a pack it says so itself. Turbopack's own is the one that need not.
    const named = text.replaceAll(itself, JSON.stringify(path));
    if (named === text && !path.includes('turbopack')) throw new Error(`${path} does not say which script it is.`);
    return named.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
  });
  // As a page says it of its scripts: these are on their way, nobody need fetch them.
  const here = JSON.stringify([paths[0], { otherChunks: paths, runtimeModuleIds: [] }]);
  return allAtOnce + [...parts, `globalThis.TURBOPACK.push(${here})`].join(';\n');
}
