import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lazily } from './lazily.tsx';

const sources = join(import.meta.dirname, '..');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => join(sources, file));

const textOf = (file: string): string => readFileSync(file, 'utf8');
const textsIn = (text: string): string[] => [...text.matchAll(/\b[a-z]+Texts\b/g)].map(([name]) => name);

/** The catalogues of their own that a file says something of, itself or by what it imports at once. */
function saidBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || !files.includes(file)) return [];
  seen.add(file);
  const text = textOf(file);
  const imported = [...text.matchAll(/^import (?!type)[^;]*?from '(\.[^']+)'/gm)].map(([, path = '']) => path);
  const said = [...text.matchAll(/\b([a-z]+Texts)\.in\(/g)].map(([, name = '']) => name);
  return [...new Set([...said, ...imported.flatMap((path) => saidBy(join(dirname(file), path), seen))])];
}

interface Fetched {
  readonly target: string;
  /** The catalogues that are fetched beside it. */
  readonly texts: readonly string[];
}

const fetchedLater: readonly Fetched[] = files.flatMap((file) =>
  [...textOf(file).matchAll(/import\('(\.[^']+\.tsx)'\)([^;]*)/g)].map(([, path = '', rest = '']) => ({
    target: join(dirname(file), path),
    texts: textsIn(rest).toSorted(),
  })),
);

test('whatever is fetched later brings the catalogues that it says something of', () => {
  expect(fetchedLater.length).toBeGreaterThan(40);
  for (const { target, texts } of fetchedLater)
    expect({ target, texts: saidBy(target).toSorted() }).toEqual({ target, texts });
});

test('what is there at once needs none of them', () => {
  expect(files.filter((file) => file.includes('/pages/')).flatMap((file) => saidBy(file))).toEqual([]);
});

test('what cannot be fetched is nobody’s fault and tried again; what breaks as it begins is reported, once', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
  const unfetched = Object.assign(new Error('Failed to load chunk'), { name: 'ChunkLoadError' });
  const broken = new TypeError('undefined is not a function');
  const answers: (Error | null)[] = [unfetched, broken, broken, null];
  const Part = lazily(() => {
    const answer = answers.shift();
    return answer ? Promise.reject(answer) : Promise.resolve(() => null);
  });
  for (const told of [[], [broken], [broken]]) {
    await Part.preload();
    expect(Part.isHere()).toBe(false);
    expect(reported).toEqual(told);
  }
  await Part.preload();
  expect(Part.isHere()).toBe(true);
  vi.unstubAllGlobals();
});
