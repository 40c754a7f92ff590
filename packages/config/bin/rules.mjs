/**
 * Compares the numbered rules of SPEC.md with the tests that cite them (`[W1] …`, `[W1][D3] …`, `[W1, D3] …` in a
 * title). Fails when a rule is cited by no test and is not listed under "Not built yet", and when a test cites a rule
 * that does not exist. Suites shared by several tests count too: every file that uses a test runner is read.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './place.mjs';

/** The ids of the rules that a spec defines, and of those it says are not built yet. */
export function readSpec(text) {
  const defined = [...text.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, id]) => id);
  const section = /^## Not built yet\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(text)?.[1] ?? '';
  return { defined, notBuilt: [...section.matchAll(/\b[A-Z]\d+\b/g)].map(([id]) => id) };
}

/** The ids cited in the string literals of a source file; what stands in comments does not count. */
export function citedIn(source) {
  const tokens = source.matchAll(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
  );
  const literals = [...tokens].map(([token]) => token).filter((token) => !token.startsWith('/'));
  return literals.flatMap((literal) =>
    [...literal.matchAll(/\[([A-Z]\d+(?:,\s*[A-Z]\d+)*)\]/g)].flatMap(([, ids]) => ids.split(/,\s*/)),
  );
}

/** @returns {{ uncited: string[], unknown: string[], pending: string[] }} */
export function judge({ defined, notBuilt }, cited) {
  const uncited = defined.filter((id) => !cited.has(id));
  return {
    uncited: uncited.filter((id) => !notBuilt.includes(id)),
    pending: uncited.filter((id) => notBuilt.includes(id)),
    unknown: [...cited].filter((id) => !defined.includes(id)),
  };
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    // Its tests cite rules only to test this.
    if (path === join(root, 'packages', 'config')) continue;
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Vitest, Playwright, and what the browser tests make of the latter. */
const isTest = /from '(vitest|@playwright\/test|\.\.\/src\/fixtures\/test\.ts)'/;

function main() {
  const cited = new Set();
  for (const folder of ['packages', 'apps', 'e2e', 'bench']) {
    if (!existsSync(join(root, folder))) continue;
    for (const path of sourceFiles(join(root, folder))) {
      const source = readFileSync(path, 'utf8');
      if (isTest.test(source)) for (const id of citedIn(source)) cited.add(id);
    }
  }
  const spec = readSpec(readFileSync(join(root, 'SPEC.md'), 'utf8'));
  const { uncited, pending, unknown } = judge(spec, cited);
  console.log(`${spec.defined.length} rules: ${spec.defined.filter((id) => cited.has(id)).length} cited by tests.`);
  if (pending.length > 0) console.log(`Not built yet: ${pending.join(' ')}`);
  if (uncited.length > 0) console.log(`Cited by no test: ${uncited.join(' ')}`);
  if (unknown.length > 0) console.log(`Cited, but not in SPEC.md: ${unknown.join(' ')}`);
  if (uncited.length + unknown.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
