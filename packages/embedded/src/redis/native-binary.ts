import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Redis server program of this machine. */
export interface NativeRedisBinary {
  readonly path: string;
  readonly name: 'valkey-server' | 'redis-server';
  readonly version: string;
}

/** Sharded pub/sub, which delivery uses, came with Redis 7. */
const oldestMajor = 7;

/**
 * The first usable server on a search path (a PATH value), Valkey preferred; or the reason why there is none, as the
 * rest of a sentence.
 */
export function findNativeRedis(searchPath: string): NativeRedisBinary | { readonly missing: string } {
  let tooOld: string | undefined;
  for (const name of ['valkey-server', 'redis-server'] as const) {
    for (const folder of searchPath.split(delimiter).filter((entry) => entry !== '')) {
      const path = join(folder, name);
      if (!isProgram(path)) continue;
      const version = / v=(\d+\.\d+\.\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout)?.[1];
      if (version !== undefined && Number.parseInt(version, 10) >= oldestMajor) return { path, name, version };
      tooOld ??= `${path} is ${version ?? 'of unknown version'} (${oldestMajor} or newer is needed)`;
    }
  }
  return { missing: tooOld ?? 'there is no valkey-server or redis-server on the PATH' };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
