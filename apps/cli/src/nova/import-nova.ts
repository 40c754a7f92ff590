import { resolve } from 'node:path';
import type { Invocation } from '../invocation.ts';
import { type ImportCommandOptions, runImport } from '../moving/import-command.ts';
import { openLines } from '../moving/open-lines.ts';
import { Spool } from '../moving/spool.ts';
import { openNova } from './open-nova.ts';

/** `nova import nova`: what `nova export` or the app wrote as JSON Lines, with its files if they lie beside it. @throws CliError. */
export async function importNova(invocation: Invocation, path: string, options: ImportCommandOptions): Promise<void> {
  await using lines = await openLines(resolve(invocation.env.workFolder, path));
  await using spool = await Spool.open();
  await runImport(invocation, await openNova(lines, spool, invocation.signal), options);
}
