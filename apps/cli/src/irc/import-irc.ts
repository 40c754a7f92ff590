import { resolve } from 'node:path';
import { connectAsOperator, needSession } from '../account/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { persistingWith } from '../persisting.ts';
import { numberText, showProgress } from '../progress.ts';
import { type ImportedConversation, type ImportOptions, importSource } from '../moving/import-source.ts';
import { describeImport, describePlan, type ImportReport } from './import-report.ts';
import { ircSource } from './irc-source.ts';
import { planImport } from './plan-import.ts';

export interface ImportIrcOptions {
  readonly channel?: string;
  readonly dryRun?: boolean;
  readonly concurrency: number;
}

/** `nova import irc`: reads the logs, then imports them, then says what became of every line. @throws CliError. */
export async function importIrc(
  invocation: Invocation,
  paths: readonly string[],
  { channel, dryRun = false, concurrency }: ImportIrcOptions,
): Promise<void> {
  const { terminal, signal, env } = invocation;
  const plan = await planImport({ paths: paths.map((path) => resolve(env.workFolder, path)), channel, signal });
  if (dryRun) {
    if (terminal.json) return terminal.print(JSON.stringify({ dryRun, ...reportOf(plan), channels: planned(plan) }));
    for (const line of describePlan(plan)) terminal.print(line);
    return;
  }
  await using client = await connectAsOperator(invocation, (await needSession(invocation)).token);
  const persisting = persistingWith({
    attemptsMax: 12,
    onWait: ({ text, waitMs }) => terminal.note(`${text} Trying again in ${(waitMs / 1_000).toFixed(1)} s.`),
  });
  const total = plan.tally.importable;
  const { id: importerId } = await persisting(() => client.trpc.user.me.query(undefined, { signal }), signal);
  const startedMs = performance.now();
  const channels = await imported();
  const seconds = (performance.now() - startedMs) / 1_000;
  const report: ImportReport = { ...reportOf(plan), channels, seconds, messagesPerSecond: Math.round(total / seconds) };
  if (terminal.json) terminal.print(JSON.stringify(report));
  else for (const line of describeImport(report)) terminal.print(line);
  checkComplete(report, total);

  async function imported(): Promise<readonly ImportedConversation[]> {
    const nowMs = (): number => performance.now();
    using progress = showProgress(terminal, { label: 'Importing', total, unit: 'messages', nowMs });
    const onCommitted = (count: number): void => progress.add(count);
    const { trpc } = client;
    const upload: ImportOptions['upload'] = (file, bytes, until) => client.uploadFile(file, bytes, until);
    const options = { trpc, upload, persisting, importerId, trustAddresses: false, concurrency, signal, onCommitted };
    return (await importSource(ircSource(plan), options)).conversations;
  }
}

function reportOf(plan: Awaited<ReturnType<typeof planImport>>): Pick<ImportReport, 'found' | 'authors'> {
  return { found: plan.tally, authors: plan.authors.size };
}

function planned({ channels }: Awaited<ReturnType<typeof planImport>>): object[] {
  return channels.map(({ title, source, paths, tally }) => ({ title, source, files: paths.length, found: tally }));
}

/** The server's own count must agree. @throws CliError. */
function checkComplete({ channels }: ImportReport, total: number): void {
  const handled = channels.reduce((sum, { inserted, duplicates }) => sum + inserted + duplicates, 0);
  const short = channels.filter(({ inserted, duplicates, onServer }) => onServer < inserted + duplicates);
  if (handled === total && short.length === 0) return;
  const where = short.map(({ title }) => title).join(', ');
  throw new CliError(
    handled === total
      ? `The server holds fewer messages than were imported: ${where}.`
      : `${numberText(handled)} of ${numberText(total)} messages were imported: a log changed meanwhile. Run it again.`,
  );
}
