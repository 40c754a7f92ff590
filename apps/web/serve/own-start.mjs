import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';

/**
 * A loader for the file with which Next's client of the Pages Router begins: has `start.ts` begin instead. That client
 * is a sixth of what a browser would load first, and an app that knows its places itself has no use for it.
 */
export default function ownStart() {
  const text = readFileSync(new URL('start.ts', import.meta.url), 'utf8');
  return transformSync(text, { loader: 'ts', format: 'esm' }).code;
}
