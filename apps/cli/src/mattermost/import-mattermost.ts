import { resolve } from 'node:path';
import type { Invocation } from '../invocation.ts';
import { type ImportCommandOptions, runImport } from '../moving/import-command.ts';
import { Spool } from '../moving/spool.ts';
import { openMattermost } from './open-mattermost.ts';

/** `nova import mattermost`: the JSON Lines of a bulk export. @throws CliError. */
export async function importMattermost(
  invocation: Invocation,
  path: string,
  options: ImportCommandOptions,
): Promise<void> {
  await using spool = await Spool.open();
  const opened = await openMattermost(resolve(invocation.env.workFolder, path), spool, invocation.signal);
  await runImport(invocation, opened, options);
}
