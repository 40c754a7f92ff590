import { resolve } from 'node:path';
import type { Invocation } from '../invocation.ts';
import { type ImportCommandOptions, runImport } from '../moving/import-command.ts';
import { openArchive } from '../moving/read-archive.ts';
import { openSlack } from './open-slack.ts';

/** `nova import slack`: a zip as Slack exports it, or the folder that it was unpacked to. @throws CliError. */
export async function importSlack(invocation: Invocation, path: string, options: ImportCommandOptions): Promise<void> {
  await using archive = await openArchive(resolve(invocation.env.workFolder, path));
  await runImport(invocation, await openSlack(archive, invocation.signal), options);
}
