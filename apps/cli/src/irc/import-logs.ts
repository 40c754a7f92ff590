import { type Id, type ImportAuthorsOutput, type ImportMessagesOutput, limits } from '@nova/contract';
import { CliError } from '../cli-error.ts';
import type { Persisting } from '../persisting.ts';
import { batchesOf, type ImportMessage } from './batches-of.ts';
import type { ImportPlan, PlannedChannel } from './plan-import.ts';

/** The procedures that an import calls. Each may be called again with the same input and changes nothing then. */
export interface ImportProcedures {
  readonly imports: {
    readonly openChannel: Mutation<{ source: string; title: string; topic: string }, { conversationId: Id }>;
    readonly authors: Mutation<{ source: string; names: string[] }, ImportAuthorsOutput>;
    readonly messages: Mutation<{ conversationId: Id; messages: ImportMessage[] }, ImportMessagesOutput>;
  };
  readonly conversation: {
    readonly stats: {
      query(
        input: { conversationId: Id },
        options?: { signal?: AbortSignal },
      ): Promise<{ messages: number; deleted: number }>;
    };
  };
}

interface Mutation<In, Out> {
  mutate(input: In, options?: { signal?: AbortSignal }): Promise<Out>;
}

export interface ImportOptions {
  readonly trpc: ImportProcedures;
  readonly persisting: Persisting;
  /** Channels filled at the same time. Within a channel one batch follows the other: order is part of the history. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Told of each batch that is committed. */
  readonly onCommitted: (messages: number) => void;
}

/** What became of one channel. */
export interface ImportedChannel {
  readonly title: string;
  readonly source: string;
  readonly conversationId: Id;
  readonly files: number;
  /** Messages made now. */
  readonly inserted: number;
  /** Messages that were there already. */
  readonly duplicates: number;
  /** Messages that the channel holds on the server, deleted ones included. */
  readonly onServer: number;
}

/**
 * Imports what was planned. May be run again, also after it was killed: what is there stays, what is missing is added.
 *
 * @throws CliError; what the server refused it with; the signal's reason. What was committed before stays.
 */
export async function importLogs(plan: ImportPlan, options: ImportOptions): Promise<ImportedChannel[]> {
  const authors = await openAuthors(plan, options);
  const idOfAuthor = (name: string): Id => {
    const id = authors.get(name);
    // A name that the plan did not have: the file was written to in between.
    if (id === undefined) throw new CliError('A log changed while it was imported. Run the import again.');
    return id;
  };
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const waiting = [...plan.channels.entries()];
  const imported: ImportedChannel[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, channel] = next;
      imported[at] = await importChannel(channel, idOfAuthor, { ...options, signal });
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, worker));
  } catch (error) {
    // The first failure is the one to tell; the other channels stop at their next batch.
    failing.abort(error);
    throw error;
  }
  return imported;
}

async function openAuthors(plan: ImportPlan, { trpc, persisting, signal }: ImportOptions): Promise<Map<string, Id>> {
  const names = [...plan.authors];
  const ids = new Map<string, Id>();
  for (let at = 0; at < names.length; at += limits.importBatchMax) {
    const input = { source: plan.authorSource, names: names.slice(at, at + limits.importBatchMax) };
    const answer = await persisting(() => trpc.imports.authors.mutate(input, { signal }), signal);
    for (const [name, id] of Object.entries(answer)) ids.set(name, id);
  }
  return ids;
}

async function importChannel(
  { source, title, topic, paths }: PlannedChannel,
  idOfAuthor: (name: string) => Id,
  { trpc, persisting, signal, onCommitted }: ImportOptions,
): Promise<ImportedChannel> {
  const { conversationId } = await persisting(
    () => trpc.imports.openChannel.mutate({ source, title, topic }, { signal }),
    signal,
  );
  let inserted = 0;
  let duplicates = 0;
  for await (const messages of batchesOf(paths, { source, idOfAuthor })) {
    const done = await persisting(() => trpc.imports.messages.mutate({ conversationId, messages }, { signal }), signal);
    inserted += done.inserted;
    duplicates += done.duplicates;
    onCommitted(messages.length);
  }
  const stats = await persisting(() => trpc.conversation.stats.query({ conversationId }, { signal }), signal);
  const onServer = stats.messages + stats.deleted;
  return { title, source, conversationId, files: paths.length, inserted, duplicates, onServer };
}
