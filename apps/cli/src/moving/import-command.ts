import { connectAsOperator, needSession } from '../account/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { persistingWith } from '../persisting.ts';
import { showProgress } from '../progress.ts';
import type { Account } from './account.ts';
import { type ImportOutcome, importSource } from './import-source.ts';
import { describeOutcome, describeSurvey, outcomeJson, surveyJson } from './moving-report.ts';
import type { MovedSource } from './moved.ts';
import { survey } from './survey.ts';

/** What every import can be told. */
export interface ImportCommandOptions {
  readonly dryRun?: boolean;
  readonly trustAddresses?: boolean;
  readonly concurrency: number;
}

export interface OpenedSource {
  readonly source: MovedSource;
  /** What of the source itself could not be read. */
  readonly account: Account;
}

/**
 * Reads a source, imports it, and says what became of everything in it; a dry run only says what would. The server's
 * own count must agree with what was sent. @throws CliError.
 */
export async function runImport(
  invocation: Invocation,
  { source, account }: OpenedSource,
  { dryRun = false, trustAddresses = false, concurrency }: ImportCommandOptions,
): Promise<void> {
  const { terminal, signal } = invocation;
  const found = await survey(source, signal);
  found.account.include(account);
  if (dryRun) {
    if (terminal.json) terminal.print(JSON.stringify({ dryRun, ...surveyJson(source, found) }));
    else for (const line of describeSurvey(source, found)) terminal.print(line);
    return;
  }
  await using client = await connectAsOperator(invocation, (await needSession(invocation)).token);
  const persisting = persistingWith({
    attemptsMax: 12,
    onWait: ({ text, waitMs }) => terminal.note(`${text} Trying again in ${(waitMs / 1_000).toFixed(1)} s.`),
  });
  const { id: importerId } = await persisting(() => client.trpc.user.me.query(undefined, { signal }), signal);
  const startedMs = performance.now();
  const outcome = await imported();
  const seconds = (performance.now() - startedMs) / 1_000;
  if (terminal.json) terminal.print(JSON.stringify(outcomeJson(outcome, found, seconds)));
  else for (const line of describeOutcome(outcome, found, seconds)) terminal.print(line);
  checkComplete(outcome, found.total);

  async function imported(): Promise<ImportOutcome> {
    const nowMs = (): number => performance.now();
    using progress = showProgress(terminal, { label: 'Importing', total: found.total, unit: 'messages', nowMs });
    const onCommitted = (count: number): void => progress.add(count);
    const { trpc } = client;
    return await importSource(source, {
      trpc,
      upload: (file, bytes, until) => client.uploadFile(file, bytes, until),
      persisting,
      importerId,
      trustAddresses,
      concurrency,
      signal,
      onCommitted,
    });
  }
}

/** @throws CliError. */
function checkComplete({ conversations }: ImportOutcome, total: number): void {
  const handled = conversations.reduce((sum, { inserted, duplicates }) => sum + inserted + duplicates, 0);
  const short = conversations.filter(({ inserted, duplicates, onServer }) => onServer < inserted + duplicates);
  if (handled === total && short.length === 0) return;
  const where = short.map(({ title }) => title).join(', ');
  throw new CliError(
    `${handled} of ${total} messages were imported${where && `, and the server holds fewer than that in ${where}`}. ` +
      'Run the import again: it adds what is missing.',
  );
}
