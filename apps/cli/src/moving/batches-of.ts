import { type Id, type ImportMessagesInput, limits } from '@nova/contract';
import { nameBasedId } from '../name-based-id.ts';
import type { MovedMessage } from './moved.ts';

export type ImportMessage = ImportMessagesInput['messages'][number];

/** Room for the request around the messages, and for what JSON adds to them. */
const batchMaxBytes = limits.requestMaxBytes * 0.75;

/**
 * Messages in batches that one request can carry. An over-long one is several, of which the first has its edits,
 * reactions and what else became of it. `idOfPerson` throws for somebody unknown.
 */
export async function* batchesOf(
  messages: AsyncIterable<MovedMessage> | Iterable<MovedMessage>,
  { source, idOfPerson }: { readonly source: string; readonly idOfPerson: (key: string) => Id },
): AsyncGenerator<ImportMessage[]> {
  let batch: ImportMessage[] = [];
  let bytes = 0;
  for await (const moved of messages) {
    for (const message of importable(moved, source, idOfPerson)) {
      const size = Buffer.byteLength(JSON.stringify(message)) + 1;
      if (batch.length === limits.importBatchMax || (bytes + size > batchMaxBytes && batch.length > 0)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(message);
      bytes += size;
    }
  }
  if (batch.length > 0) yield batch;
}

function importable(moved: MovedMessage, source: string, idOfPerson: (key: string) => Id): ImportMessage[] {
  const { key, author, sentAt, bodies, replyTo, threadRoot, alsoSent, edits, deleted, reactions, pinned } = moved;
  const id = (of: MovedMessage['key'], part = 0): Id => nameBasedId('message', source, ...of, part);
  const by = (done: { readonly at: string; readonly by: string | null } | null) =>
    done && { at: done.at, byId: done.by === null ? null : idOfPerson(done.by) };
  const senderId = idOfPerson(author);
  const threadRootId = threadRoot && id(threadRoot);
  const first: ImportMessage = {
    id: id(key),
    senderId,
    body: bodies[0] ?? null,
    sentAt,
    replyToId: replyTo && id(replyTo),
    threadRootId,
    alsoSent,
    edits: [...edits],
    deleted: by(deleted),
    reactions: reactions.map((one) => ({ emoji: one.emoji, userIds: [...new Set(one.by.map(idOfPerson))] })),
    pinned: by(pinned),
  };
  const nothing = { replyToId: null, edits: [], deleted: null, reactions: [], pinned: null };
  const further = bodies.slice(1).map((body, at) => ({
    ...nothing,
    id: id(key, at + 1),
    senderId,
    body,
    sentAt,
    threadRootId,
    alsoSent,
  }));
  return [first, ...further];
}
