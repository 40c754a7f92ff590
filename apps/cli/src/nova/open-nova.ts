import { type ExportRecord, exportFormatVersion, exportRecordSchema, limits } from '@nova/contract';
import { CliError, exitCodes } from '../cli-error.ts';
import { Account } from '../moving/account.ts';
import { bodiesOfText, lineOf } from '../moving/bodies.ts';
import { counted } from '../moving/counted.ts';
import type { OpenedSource } from '../moving/import-command.ts';
import { filesOf, type NamedFile } from '../moving/files-of.ts';
import { linesOf } from '../moving/lines-of.ts';
import type { MovedConversation, MovedMessage, MovedPerson } from '../moving/moved.ts';
import type { LinesExport } from '../moving/open-lines.ts';
import type { Spool } from '../moving/spool.ts';
import { lineOfName } from '../moving/upload-files.ts';

type RecordOf<Type extends ExportRecord['type']> = Extract<ExportRecord, { type: Type }>;
const messageSchema = exportRecordSchema.options[5];

/** An export of Nova as a source: everything in it, as it was (M9). @throws CliError when it is none. */
export async function openNova(exported: LinesExport, spool: Spool, signal: AbortSignal): Promise<OpenedSource> {
  const account = new Account();
  const people = new Map<string, MovedPerson>();
  const conversations = new Map<string, { record: RecordOf<'conversation'>; members: RecordOf<'member'>[] }>();
  const unknown = new Set<string>();
  let isHeaded = false;
  let isWhole = false;
  for await (const { text, brokenBytes, isTooLong } of linesOf(exported.lines(signal))) {
    account.change('broken bytes replaced', brokenBytes);
    const record = isTooLong ? null : recordIn(text);
    if (!isHeaded) {
      checkHead(record);
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
  if (!isHeaded) checkHead(null);
  if (!isWhole) account.skip('what came after the place where the file is cut off');
  for (const id of unknown) if (!people.has(id)) people.set(id, { key: id, name: 'Somebody' });
  const beside = { archive: exported.archive, entries: entriesOf(exported) };
  const source = {
    peopleSource: 'nova',
    people: [...people.values()],
    conversations: [...conversations.values()].map((one) => conversationOf(one, { people, spool, ...beside })),
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
function checkHead(record: ExportRecord | null): void {
  if (record?.type !== 'nova') {
    throw new CliError('This is no export of Nova: its first line does not say so.', { code: exitCodes.usage });
  }
  if (record.version > exportFormatVersion) {
    throw new CliError('This was exported by a newer Nova. Import it with that one.', { code: exitCodes.usage });
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

function namedIn({ senderId, reactions, deleted, pinned, forwarded }: RecordOf<'message'>): string[] {
  const others = [deleted?.byId ?? null, pinned?.byId ?? null, forwarded?.senderId ?? null];
  const named = [senderId, ...others, ...reactions.flatMap(({ userIds }) => userIds)];
  return named.filter((id) => id !== null);
}

interface Surroundings {
  readonly spool: Spool;
  readonly people: ReadonlyMap<string, MovedPerson>;
  readonly archive: LinesExport['archive'];
  /** Where the bytes of files lie, by their ids. */
  readonly entries: ReadonlyMap<string, string>;
}

function conversationOf(
  { record, members }: { readonly record: RecordOf<'conversation'>; readonly members: readonly RecordOf<'member'>[] },
  around: Surroundings,
): MovedConversation {
  const { id, kind, title, topic, createdAt } = record;
  return {
    source: `nova:${id}`,
    kind,
    title,
    topic,
    createdAt,
    members: members
      .filter(({ userId }) => around.people.has(userId))
      .map(({ userId, role, joinedAt }) => ({ key: userId, role, joinedAt })),
    ownedByImporter: false,
    messages: (_names, account) => counted(messagesIn(id, { ...around, account }), account),
  };
}

async function* messagesIn(
  conversationId: string,
  { spool, archive, entries, people, account }: Surroundings & { readonly account: Account },
): AsyncGenerator<MovedMessage> {
  for await (const value of spool.read(conversationId)) {
    const { id, senderId, sentAt, replyToId, threadRootId, alsoSent, texts, deleted, reactions, pinned, ...record } =
      messageSchema.parse(value);
    const forwarded = deleted ? undefined : record.forwarded;
    const attached = deleted ? [] : [...record.files, ...(forwarded?.files ?? [])];
    const named = attached.map((file) => namedFile(file, entries));
    const { files, lines } = await filesOf(named, { archive, account });
    const quoted = forwarded ? [quoteOf(forwarded, people)] : [];
    if (forwarded) account.change('forwarded messages come with a quote of what they forward');
    const [first, ...later] = texts.map(({ body, at }) => ({ body: withLines(body, [...quoted, ...lines]), at }));
    const bodies = deleted || !first ? [] : bodiesOfText(first.body);
    if (bodies.length === 0 && files.length === 0 && !deleted) {
      account.skip('nothing in them is visible');
      continue;
    }
    yield {
      key: [id],
      author: senderId,
      sentAt,
      bodies,
      files,
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

/** The bytes of a file lie in a folder that has its id for a name. */
function entriesOf({ archive, folder }: LinesExport): Map<string, string> {
  const entries = new Map<string, string>();
  for (const name of archive?.names ?? []) {
    const [, id, rest] = /^files\/([0-9a-f-]{36})\/([^/]+)$/.exec(name.slice(folder.length)) ?? [];
    if (id !== undefined && rest !== undefined && name.startsWith(folder)) entries.set(id, name);
  }
  return entries;
}

function namedFile(
  { id, name, alt, type }: RecordOf<'message'>['files'][number],
  entries: ReadonlyMap<string, string>,
): NamedFile {
  const entry = entries.get(id);
  return { name, alt, type, entries: entry === undefined ? [] : [entry], line: lineOfName(name) };
}

/** The original may be in no conversation that comes over: what it said does, below the message that forwards it. */
function quoteOf(
  { senderId, sentAt, body }: NonNullable<RecordOf<'message'>['forwarded']>,
  people: ReadonlyMap<string, MovedPerson>,
): string {
  const name = people.get(senderId)?.name ?? 'Somebody';
  const text = `**${name}** (${sentAt.slice(0, 16).replace('T', ' ')} UTC):\n${body}`;
  return `\n${text.replaceAll(/^/gm, '> ')}`;
}

/** A text that fills its message has no room for more. */
function withLines(body: string, lines: readonly string[]): string {
  const text = [body, ...lines].filter((line) => line !== '').join('\n');
  return text.length > limits.bodyMaxChars ? body : text;
}
