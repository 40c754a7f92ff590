import {
  type Id,
  type ImportConversationOutput,
  type ImportMembersInput,
  type ImportMessagesOutput,
  type ImportPeopleOutput,
  type ImportStats,
  limits,
} from '@nova/contract';
import type { Persisting } from '@nova/client';
import { CliError } from '../cli-error.ts';
import { Account } from './account.ts';
import { batchesOf, type ImportMessage } from './batches-of.ts';
import type { MovedConversation, MovedPerson, MovedSource, Names } from './moved.ts';
import { type Uploading, uploadFiles } from './upload-files.ts';

/** The procedures that an import calls. Each may be called again with the same input and changes nothing then. */
export interface ImportProcedures {
  readonly imports: {
    readonly people: Mutation<{ source: string; people: MovedPerson[]; trustAddresses?: boolean }, ImportPeopleOutput>;
    readonly openConversation: Mutation<
      Pick<MovedConversation, 'source' | 'kind' | 'title' | 'topic'> & { createdAt?: string | undefined },
      ImportConversationOutput
    >;
    readonly missingFiles: Uploading['missingFiles'];
    readonly messages: Mutation<{ conversationId: Id; messages: ImportMessage[] }, ImportMessagesOutput>;
    readonly members: Mutation<ImportMembersInput, { changed: boolean }>;
    readonly stats: { query(input: { conversationId: Id }, options?: { signal?: AbortSignal }): Promise<ImportStats> };
  };
}

interface Mutation<In, Out> {
  mutate(input: In, options?: { signal?: AbortSignal }): Promise<Out>;
}

export interface ImportOptions {
  readonly trpc: ImportProcedures;
  readonly upload: Uploading['upload'];
  readonly persisting: Persisting;
  /** Who imports. */
  readonly importerId: Id;
  /** Accounts count as having the addresses they were made with. */
  readonly trustAddresses: boolean;
  /** Conversations filled at the same time. Within one, batch follows batch: order is part of the history. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Told of each batch that is committed. */
  readonly onCommitted: (messages: number) => void;
}

/** What became of one conversation. */
export interface ImportedConversation {
  readonly title: string;
  readonly source: string;
  readonly conversationId: Id;
  /** Messages made now. */
  readonly inserted: number;
  /** Messages that were there already. */
  readonly duplicates: number;
  /** Messages that it holds on the server, deleted ones included. */
  readonly onServer: number;
  readonly members: number;
}

export interface ImportOutcome {
  readonly conversations: readonly ImportedConversation[];
  /** People found to have an account, and those who are placeholders. */
  readonly accounts: number;
  readonly placeholders: number;
  /** Files that Nova did not take: their messages name them. */
  readonly refusedFiles: number;
  readonly account: Account;
}

/**
 * Imports a source: its people, its conversations, their messages, and at last their members. May be run again, also
 * after it was killed: what is there stays, what is missing is added (M1).
 *
 * @throws CliError; what the server refused it with; the signal's reason. What was committed before stays.
 */
export async function importSource(source: MovedSource, options: ImportOptions): Promise<ImportOutcome> {
  const people = await openPeople(source, options);
  const places = await openConversations(source, options);
  const names: Names = {
    handleOf: (key) => people.get(key)?.handle ?? null,
    conversationIdOf: (of) => places.get(of) ?? null,
  };
  const idOfPerson = (key: string): Id => {
    const found = people.get(key);
    // Somebody whom the source did not name when it was opened: it was written to in between.
    if (!found) throw new CliError('What is imported changed meanwhile. Run the import again.');
    return found.userId;
  };
  const account = new Account();
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const waiting = [...source.conversations.entries()];
  const conversations: ImportedConversation[] = [];
  let refusedFiles = 0;
  const onRefused = (): void => void refusedFiles++;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, conversation] = next;
      const conversationId = places.get(conversation.source) ?? '';
      const filling = { ...options, signal, names, idOfPerson, account, onRefused };
      conversations[at] = await fill(conversation, conversationId, filling);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, worker));
  } catch (error) {
    // The first failure is the one to tell; the other conversations stop at their next batch.
    failing.abort(error);
    throw error;
  }
  const placeholders = [...people.values()].filter(({ standing }) => standing === 'placeholder').length;
  return { conversations, account, placeholders, refusedFiles, accounts: people.size - placeholders };
}

async function openPeople(
  { peopleSource, people }: MovedSource,
  { trpc, persisting, signal, trustAddresses }: ImportOptions,
): Promise<Map<string, ImportPeopleOutput[string]>> {
  const found = new Map<string, ImportPeopleOutput[string]>();
  for (let at = 0; at < people.length; at += limits.importBatchMax) {
    const input = { source: peopleSource, people: people.slice(at, at + limits.importBatchMax), trustAddresses };
    const answer = await persisting(() => trpc.imports.people.mutate(input, { signal }), signal);
    for (const [key, person] of Object.entries(answer)) found.set(key, person);
  }
  return found;
}

/** All of them before the first message: texts link to them. */
async function openConversations(
  { conversations }: MovedSource,
  { trpc, persisting, signal }: ImportOptions,
): Promise<Map<string, Id>> {
  const places = new Map<string, Id>();
  for (const { source, kind, title, topic, createdAt } of conversations) {
    const input = { source, kind, title, topic, createdAt };
    const { conversationId } = await persisting(() => trpc.imports.openConversation.mutate(input, { signal }), signal);
    places.set(source, conversationId);
  }
  return places;
}

interface Filling extends ImportOptions {
  readonly names: Names;
  readonly idOfPerson: (key: string) => Id;
  readonly account: Account;
  readonly onRefused: () => void;
}

async function fill(
  conversation: MovedConversation,
  conversationId: Id,
  filling: Filling,
): Promise<ImportedConversation> {
  const { trpc, persisting, signal, onCommitted, names, idOfPerson, account, importerId } = filling;
  const { source, title, ownedByImporter } = conversation;
  const own = new Account();
  let inserted = 0;
  let duplicates = 0;
  const uploading = { ...filling, missingFiles: trpc.imports.missingFiles };
  for await (const batch of batchesOf(conversation.messages(names, own), { source, idOfPerson })) {
    const messages = [...(await uploadFiles(batch, uploading))];
    const done = await persisting(() => trpc.imports.messages.mutate({ conversationId, messages }, { signal }), signal);
    inserted += done.inserted;
    duplicates += done.duplicates;
    onCommitted(messages.length);
  }
  account.include(own);
  // Last: who is in it sees all of it.
  const members = conversation.members.map(({ key, ...member }) => ({ ...member, userId: idOfPerson(key) }));
  if (ownedByImporter && !members.some(({ userId }) => userId === importerId))
    members.push({ userId: importerId, role: 'owner' });
  for (let at = 0; at < members.length; at += limits.groupMembersMax) {
    const input = { conversationId, members: members.slice(at, at + limits.groupMembersMax) };
    await persisting(() => trpc.imports.members.mutate(input, { signal }), signal);
  }
  const stats = await persisting(() => trpc.imports.stats.query({ conversationId }, { signal }), signal);
  const { messages: onServer, members: inIt } = stats;
  return { title: title ?? source, source, conversationId, inserted, duplicates, onServer, members: inIt };
}
