import { type Id, type ImportMessagesInput, limits } from '@nova/contract';
import { nameBasedId } from '../name-based-id.ts';
import { type MovedFile, type MovedMessage, partsOf } from './moved.ts';

export type ImportMessage = ImportMessagesInput['messages'][number];

/** Messages for one request, and the files that have to be there before it. */
export interface ImportBatch {
  readonly messages: readonly ImportMessage[];
  /** By the id that the messages name them by: the same on every run. */
  readonly files: ReadonlyMap<Id, MovedFile>;
}

/** Room for the request around the messages, and for what JSON adds to them. */
const batchMaxBytes = limits.requestMaxBytes * 0.75;
/** What is uploaded and not sent yet is kept for a day and counts against a quota: not too much of it. */
const filesMaxBytes = 4 * limits.fileMaxBytes;

/**
 * Messages in batches that one request can carry. An over-long one is several, of which the first has its edits,
 * reactions and what else became of it. `idOfPerson` throws for somebody unknown.
 */
export async function* batchesOf(
  messages: AsyncIterable<MovedMessage> | Iterable<MovedMessage>,
  { source, idOfPerson }: { readonly source: string; readonly idOfPerson: (key: string) => Id },
): AsyncGenerator<ImportBatch> {
  let batch: ImportMessage[] = [];
  let files = new Map<Id, MovedFile>();
  let bytes = 0;
  let filesBytes = 0;
  for await (const moved of messages) {
    for (const { message, named } of importable(moved, source, idOfPerson)) {
      const size = Buffer.byteLength(JSON.stringify(message)) + 1;
      const filesSize = named.reduce((sum, [, file]) => sum + file.size, 0);
      const isFull = bytes + size > batchMaxBytes || filesBytes + filesSize > filesMaxBytes;
      if (batch.length === limits.importBatchMax || (isFull && batch.length > 0)) {
        yield { messages: batch, files };
        batch = [];
        files = new Map();
        bytes = 0;
        filesBytes = 0;
      }
      batch.push(message);
      for (const [id, file] of named) files.set(id, file);
      bytes += size;
      filesBytes += filesSize;
    }
  }
  if (batch.length > 0) yield { messages: batch, files };
}

interface Importable {
  readonly message: ImportMessage;
  readonly named: readonly (readonly [Id, MovedFile])[];
}

function importable(moved: MovedMessage, source: string, idOfPerson: (key: string) => Id): Importable[] {
  const { key, author, sentAt, bodies, files, replyTo, threadRoot, alsoSent, edits, deleted, reactions, pinned } =
    moved;
  const id = (of: MovedMessage['key'], part = 0): Id => nameBasedId('message', source, ...of, part);
  const by = (done: { readonly at: string; readonly by: string | null } | null) =>
    done && { at: done.at, byId: done.by === null ? null : idOfPerson(done.by) };
  const senderId = idOfPerson(author);
  const threadRootId = threadRoot && id(threadRoot);
  const most = limits.filesPerMessage;
  const namedOf = (part: number): Importable['named'] =>
    files
      .slice(part * most, (part + 1) * most)
      .map((file, at) => [nameBasedId('file', source, ...key, part * most + at), file]);
  const first = {
    replyToId: replyTo && id(replyTo),
    edits: [...edits],
    deleted: by(deleted),
    reactions: reactions.map((one) => ({ emoji: one.emoji, userIds: [...new Set(one.by.map(idOfPerson))] })),
    pinned: by(pinned),
  };
  const further = { replyToId: null, edits: [], deleted: null, reactions: [], pinned: null };
  return Array.from({ length: partsOf(moved) }, (_, part) => {
    const named = namedOf(part);
    const body = deleted ? null : (bodies[part] ?? '');
    const fileIds = named.map(([fileId]) => fileId);
    const own = part === 0 ? first : further;
    return { message: { ...own, id: id(key, part), senderId, body, fileIds, sentAt, threadRootId, alsoSent }, named };
  });
}
