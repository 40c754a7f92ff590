import { type ExportRecord, exportFormatVersion, exportRecordSchema, limits } from '@nova/contract';
import { CliError, exitCodes } from '../cli-error.ts';
import { Account } from '../moving/account.ts';
import { bodiesOfText, lineOf } from '../moving/bodies.ts';
import { counted } from '../moving/counted.ts';
import type { OpenedSource } from '../moving/import-command.ts';
import { linesOfFile } from '../moving/lines-of-file.ts';
import type { MovedConversation, MovedMessage, MovedPerson } from '../moving/moved.ts';
import type { Spool } from '../moving/spool.ts';

type RecordOf<Type extends ExportRecord['type']> = Extract<ExportRecord, { type: Type }>;
const messageSchema = exportRecordSchema.options[5];

/** An export of Nova as a source: everything in it, as it was (M9). @throws CliError when it is none. */
export async function openNova(path: string, spool: Spool, signal: AbortSignal): Promise<OpenedSource> {
  const account = new Account();
  const people = new Map<string, MovedPerson>();
  const conversations = new Map<string, { record: RecordOf<'conversation'>; members: RecordOf<'member'>[] }>();
  const unknown = new Set<string>();
  let isHeaded = false;
  let isWhole = false;
  for await (const { text, brokenBytes, isTooLong } of linesOfFile(path, signal)) {
    account.change('broken bytes replaced', brokenBytes);
    const record = isTooLong ? null : recordIn(text);
    if (!isHeaded) {
      checkHead(record, path);
      isHeaded = true;
    } else if (record === null) account.skip('lines in no known form');
    else if (record.type === 'person') people.set(record.id, personOf(record));
    else if (record.type === 'conversation') conversations.set(record.id, { record, members: [] });
    else if (record.type === 'member') conversations.get(record.conversationId)?.members.push(record);
    else if (record.type === 'end') isWhole = true;
    else if (record.type === 'draft' || record.type === 'scheduled') account.skip('what was not sent yet');
    else if (record.type === 'message') {
      if (!conversations.has(record.conversationId)) account.skip('messages of a conversation that is not in it');
      else {
        for (const id of namedIn(record)) unknown.add(id);
        await spool.add(record.conversationId, 0, record);
      }
    }
  }
  if (!isHeaded) checkHead(null, path);
  if (!isWhole) account.skip('what came after the place where the file is cut off');
  for (const id of unknown) if (!people.has(id)) people.set(id, { key: id, name: 'Somebody' });
  const source = {
    peopleSource: 'nova',
    people: [...people.values()],
    conversations: [...conversations.values()].map((one) => conversationOf(one, people, spool)),
  };
  return { source, account };
}

function recordIn(text: string): ExportRecord | null {
  try {
    return exportRecordSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** @throws CliError. */
function checkHead(record: ExportRecord | null, path: string): void {
  if (record?.type !== 'nova') {
    throw new CliError(`${path} is no export of Nova: its first line does not say so.`, { code: exitCodes.usage });
  }
  if (record.version > exportFormatVersion) {
    throw new CliError(`${path} was exported by a newer Nova. Import it with that one.`, { code: exitCodes.usage });
  }
}

function personOf({ id, name, handle, email }: RecordOf<'person'>): MovedPerson {
  return {
    key: id,
    name: lineOf(name, limits.nameMaxChars) || handle,
    handle,
    ...(email === undefined ? {} : { email }),
  };
}

function namedIn({ senderId, reactions, deleted, pinned }: RecordOf<'message'>): string[] {
  const named = [senderId, deleted?.byId ?? null, pinned?.byId ?? null, ...reactions.flatMap(({ userIds }) => userIds)];
  return named.filter((id) => id !== null);
}

function conversationOf(
  { record, members }: { readonly record: RecordOf<'conversation'>; readonly members: readonly RecordOf<'member'>[] },
  people: ReadonlyMap<string, MovedPerson>,
  spool: Spool,
): MovedConversation {
  const { id, kind, title, topic, createdAt } = record;
  return {
    source: `nova:${id}`,
    kind,
    title,
    topic,
    createdAt,
    members: members
      .filter(({ userId }) => people.has(userId))
      .map(({ userId, role, joinedAt }) => ({ key: userId, role, joinedAt })),
    ownedByImporter: false,
    messages: (_names, account) => counted(messagesIn(spool.read(id), account), account),
  };
}

async function* messagesIn(records: AsyncIterable<unknown>, account: Account): AsyncGenerator<MovedMessage> {
  for await (const value of records) {
    const { id, senderId, sentAt, replyToId, threadRootId, alsoSent, texts, deleted, reactions, pinned } =
      messageSchema.parse(value);
    const [first, ...later] = texts;
    const bodies = deleted || !first ? [] : bodiesOfText(first.body);
    if (bodies.length === 0 && !deleted) {
      account.skip('nothing in them is visible');
      continue;
    }
    yield {
      key: [id],
      author: senderId,
      sentAt,
      bodies,
      replyTo: replyToId === null ? null : [replyToId],
      threadRoot: threadRootId === null ? null : [threadRootId],
      alsoSent,
      edits: deleted ? [] : later,
      deleted: deleted && { at: deleted.at, by: deleted.byId },
      reactions: deleted ? [] : reactions.map(({ emoji, userIds }) => ({ emoji, by: userIds })),
      pinned: deleted || !pinned ? null : { at: pinned.at, by: pinned.byId },
    };
  }
}
