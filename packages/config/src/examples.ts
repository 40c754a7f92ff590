import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A piece of TypeScript that a document shows. */
export interface Example {
  readonly document: string;
  /** The line of the document on which it begins. */
  readonly line: number;
  readonly code: string;
  /** The file that it is, word for word, as its first line says: `// e2e/specs/x.spec.ts`. */
  readonly file: string | null;
}

const fence = /^```ts\n(.*?)^```/gms;

/** Every `ts` block of a document. */
export function examplesOf(document: string, text: string): Example[] {
  return [...text.matchAll(fence)].map(({ index, 1: code = '' }) => {
    const file = /^\/\/ (\S+\.tsx?)\n/.exec(code);
    const line = text.slice(0, index).split('\n').length + 1;
    return { document, line, code: code.slice(file?.[0].length ?? 0), file: file?.[1] ?? null };
  });
}

/** What is wrong with an example, in the compiler's words or in ours; `''` when nothing is. */
export async function problemsOf({ code, file }: Example, root: string): Promise<string> {
  if (file === null) return compiled(code, root);
  return readFileSync(join(root, file), 'utf8').trim() === code.trim() ? '' : `${file} says something else`;
}

/** Compiles a piece of code as a module of its own, as strictly as everything here. */
async function compiled(code: string, root: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-example-'));
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(folder, 'example.ts'), code);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'packages', 'config', 'tsconfig.base.json'),
        files: ['example.ts'],
        compilerOptions: {
          typeRoots: [join(root, 'node_modules', '@types')],
          lib: ['es2024', 'esnext.disposable', 'esnext.iterator', 'dom', 'dom.iterable'],
          // A reader has the packages installed; here they are next door.
          paths: { '@nova/*': [join(root, 'packages', '*', 'src', 'index.ts')] },
        },
      }),
    );
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    await promisify(execFile)(tsc, ['--project', folder, '--pretty', 'false'], { shell: process.platform === 'win32' });
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
