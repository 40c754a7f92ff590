import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logTail, startGuarded } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';
import type { WebApp } from './web-app.ts';

export interface WebBuildOptions {
  readonly app: WebApp;
  readonly dataFolder: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/**
 * Builds the app unless the build that is there was made of the very sources that are there.
 *
 * @throws CannotStart with the end of the build's log; `AbortError` when told to stop.
 */
export async function buildIfStale({ app, dataFolder, signal, say }: WebBuildOptions): Promise<void> {
  const note = join(app.folder, '.next', 'built-from');
  const sources = fingerprint(app.sources);
  if (existsSync(note) && readFileSync(note, 'utf8') === sources) return;
  say('App       building, once for these sources …');
  const startedMs = performance.now();
  // A build cut short must not count as one.
  rmSync(note, { force: true });
  const logFile = join(dataFolder, 'web-build.log');
  const build = await startGuarded({
    command: process.execPath,
    args: [app.program, 'build'],
    cwd: app.folder,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    logFile,
    stop: [{ signal: 'SIGTERM', waitMs: 2_000 }],
  });
  const stop = (): void => void build.stop();
  signal.addEventListener('abort', stop, { once: true });
  const code = await build.exited;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0)
    throw new CannotStart(`The app could not be built. The log ${logFile} ends with:\n${await logTail(logFile, 30)}`);
  writeFileSync(note, sources);
  say(`App       built in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
}

/** One short text for the names and contents of all the files; tests make no difference. */
function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
