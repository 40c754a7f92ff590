import { resolve } from 'node:path';
import type { Invocation } from '../invocation.ts';
import { type ImportCommandOptions, runImport } from '../moving/import-command.ts';
import { Spool } from '../moving/spool.ts';
import { openNova } from './open-nova.ts';

/** `nova import nova`: what `nova export` or the app wrote as JSON Lines. @throws CliError. */
export async function importNova(invocation: Invocation, path: string, options: ImportCommandOptions): Promise<void> {
  await using spool = await Spool.open();
  await runImport(
    invocation,
    await openNova(resolve(invocation.env.workFolder, path), spool, invocation.signal),
    options,
  );
}
