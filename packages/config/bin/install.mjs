import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.mjs';

const packageManager = 'pnpm@12.21.0';
/** Holds the hash of the lockfile that node_modules was installed from. */
const mark = join(root, 'node_modules', '.nova-lock');

/**
 * Installs what the lockfile names, unless that is what is installed already. Says so only when there is work to do.
 *
 * @throws Error with the package manager's words when it fails.
 */
export function installMissing() {
  // Read before the install: should the lockfile change meanwhile, the next run notices.
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === wanted) return;
  const startedMs = performance.now();
  process.stderr.write('Installing dependencies … ');
  const args = ['-y', packageManager, 'install', '--frozen-lockfile'];
  // CI: never ask, neither to confirm nor to choose.
  const env = { ...process.env, CI: 'true' };
  const done = spawnSync('npx', args, { cwd: root, env, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write('failed.\n');
    const words = [done.stdout, done.stderr, done.error?.message].filter(Boolean).join('\n').trim();
    throw new Error(`npx ${args.join(' ')} failed:\n${words}`);
  }
  writeFileSync(mark, `${wanted}\n`);
  process.stderr.write(`done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.\n`);
}
