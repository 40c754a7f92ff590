import { transformSync } from 'esbuild';

/**
 * A loader for the file with which Next's client of the Pages Router begins: has `start.ts` begin instead. That client
 * is a sixth of what a browser would load first, and an app that knows its places itself has no use for it.
 *
 * @this {{ getOptions(): { start: string } }}
 */
export default function ownStart() {
  return transformSync(this.getOptions().start, { loader: 'ts', format: 'esm' }).code;
}
