import { resolve } from 'node:path';
import type { Invocation } from '../invocation.ts';
import { type ImportCommandOptions, runImport } from '../moving/import-command.ts';
import { openLines } from '../moving/open-lines.ts';
import { Spool } from '../moving/spool.ts';
import { openMattermost } from './open-mattermost.ts';

/** `nova import mattermost`: the zip of a bulk export, the folder it was unpacked to, or its JSON Lines alone. @throws CliError. */
export async function importMattermost(
  invocation: Invocation,
  path: string,
  options: ImportCommandOptions,
): Promise<void> {
  await using lines = await openLines(resolve(invocation.env.workFolder, path));
  await using spool = await Spool.open();
  const opened = await openMattermost(lines, spool, invocation.signal);
  await runImport(invocation, opened, options);
}
