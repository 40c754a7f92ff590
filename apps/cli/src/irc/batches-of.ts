import { type Id, type ImportMessagesInput, limits } from '@nova/contract';
import { nameBasedId } from '../name-based-id.ts';
import { readLogFile } from './log-file.ts';

export type ImportMessage = ImportMessagesInput['messages'][number];

/** Room for the request around the messages, and for what JSON adds to them. */
const batchMaxBytes = limits.requestMaxBytes * 0.75;

/**
 * The messages of logs, oldest log first, in batches that one request can carry. What a message replies to comes
 * before it. `idOfAuthor` throws for somebody unknown.
 */
export async function* batchesOf(
  paths: readonly string[],
  { source, idOfAuthor }: { source: string; idOfAuthor: (name: string) => Id },
): AsyncGenerator<ImportMessage[]> {
  let batch: ImportMessage[] = [];
  let bytes = 0;
  for (const path of paths) {
    const { name, said } = await readLogFile(path);
    const roots = new Map<number, number>();
    for (const { number, author, sentAt, bodies, replyTo } of said) {
      // Whatever answers an answer is in the thread of what began it; the channel tells all of it, as IRC did.
      const root = replyTo === null ? undefined : (roots.get(replyTo) ?? replyTo);
      if (root !== undefined) roots.set(number, root);
      for (const [part, body] of bodies.entries()) {
        const message = {
          id: messageId(source, name, number, part),
          senderId: idOfAuthor(author),
          body,
          sentAt,
          replyToId: replyTo === null || part > 0 ? null : messageId(source, name, replyTo, 0),
          threadRootId: root === undefined ? null : messageId(source, name, root, 0),
          alsoSent: root !== undefined,
        };
        const size = Buffer.byteLength(JSON.stringify(message)) + 1;
        if (batch.length === limits.importBatchMax || bytes + size > batchMaxBytes) {
          yield batch;
          batch = [];
          bytes = 0;
        }
        batch.push(message);
        bytes += size;
      }
    }
  }
  if (batch.length > 0) yield batch;
}

function messageId(source: string, file: string, line: number, part: number): Id {
  return nameBasedId('message', source, file, line, part);
}
