import { type Attachment, reachIn, type SendInput } from '@nova/contract';
import {
  findForwardable,
  findMentioned,
  findSent,
  type Forwardable,
  type Ledger,
  listMemberIds,
  type LockedTx,
  lockLooseFiles,
  lockScheduled,
  type LooseFile,
  newId,
  readReferences,
  type ScheduledVersion,
  type ReferencedMessage,
  type SentMessage,
  type Standing,
} from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { everybodyMentioned, handlesIn, type MentionFacts, reachFor } from './mentions-of.ts';
import type { SendItem, SendVerdict } from './send-item.ts';

/** What judging a batch of sends needs, read behind the lock. */
export interface SendFacts extends MentionFacts {
  readonly sent: readonly SentMessage[];
  readonly references: readonly ReferencedMessage[];
  readonly looseFiles: readonly LooseFile[];
  readonly scheduled: readonly ScheduledVersion[];
  readonly forwardable: readonly Forwardable[];
}

/** `presentNow` says who is there at this moment; it is asked only where somebody means them. */
export async function readSendFacts(
  tx: LockedTx,
  items: readonly SendItem[],
  presentNow: () => ReadonlySet<string>,
): Promise<SendFacts> {
  const referred = new Set<string>();
  const meantHere = new Set<string>();
  const mentions: { conversationId: string; handle: string }[] = [];
  for (const { input } of items) {
    if (input.replyToId !== undefined) referred.add(input.replyToId);
    if (input.threadRootId !== undefined) referred.add(input.threadRootId);
    const { body, conversationId } = input;
    for (const handle of handlesIn(body)) mentions.push({ conversationId, handle });
    if (body.includes('@') && reachIn(body) === 'here') meantHere.add(conversationId);
  }
  const files = items.flatMap(({ input }) => input.attachmentIds ?? []);
  const [sent, references, mentioned, looseFiles, scheduled, forwardable, members] = await Promise.all([
    findSent(
      tx,
      items.map(({ input, issuer }) => ({ senderId: issuer.userId, clientId: input.clientId })),
    ),
    readReferences(tx, [...referred]),
    findMentioned(tx, mentions),
    lockLooseFiles(tx, [...new Set(files)]),
    lockScheduled(tx, items.flatMap(scheduledOf)),
    findForwardable(tx, items.flatMap(forwardOf)),
    meantHere.size === 0 ? [] : listMemberIds(tx.query, [...meantHere]),
  ]);
  const present = presentAmong(members, presentNow);
  return { sent, references, mentioned, looseFiles, scheduled, forwardable, present };
}

/** The scheduled message that a send is. */
export function scheduledOf({ input, issuer, scheduledVersion }: SendItem): ScheduledVersion[] {
  const { clientId } = input;
  return scheduledVersion === null ? [] : [{ userId: issuer.userId, clientId, version: scheduledVersion }];
}

function forwardOf({ input: { forwardOfId }, issuer }: SendItem): { userId: string; originalId: string }[] {
  return forwardOfId === undefined ? [] : [{ userId: issuer.userId, originalId: forwardOfId }];
}

/** What the message that a send became forwards, for `addForwards`. */
export function forwardsOf(
  item: SendItem,
  verdict: SendVerdict | undefined,
  { forwardable }: Pick<SendFacts, 'forwardable'>,
): { messageId: string; originalId: string; version: number }[] {
  if (verdict?.kind !== 'sent' || verdict.output.duplicate) return [];
  const { messageId } = verdict.output;
  return forwardOf(item).flatMap(({ userId, originalId }) => {
    const found = forwardable.find((one) => one.userId === userId && one.originalId === originalId);
    return found?.version == null ? [] : [{ messageId, originalId, version: found.version }];
  });
}

function presentAmong(
  members: Awaited<ReturnType<typeof listMemberIds>>,
  presentNow: () => ReadonlySet<string>,
): SendFacts['present'] {
  const present = new Map<string, string[]>();
  if (members.length === 0) return present;
  const now = presentNow();
  for (const { conversationId, userId } of members) {
    if (!now.has(userId)) continue;
    const known = present.get(conversationId);
    if (known) known.push(userId);
    else present.set(conversationId, [userId]);
  }
  return present;
}

/**
 * Judges a batch of sends, each by itself, and appends those that may be (W4, W6, F1). Later ones see earlier ones.
 * The verdicts are in the order of the items. Their files are still to be attached (`attachFiles`), and what was
 * scheduled is to be settled (`settleScheduled`).
 */
export function judgeSends(
  ledger: Ledger,
  items: readonly SendItem[],
  { facts, mentionAllMax }: { readonly facts: SendFacts; readonly mentionAllMax: number },
): SendVerdict[] {
  const sent = new Map<string, SentMessage>();
  for (const message of facts.sent) sent.set(keyOf(message.senderId, message.clientId), message);
  const references = new Map(facts.references.map((message) => [message.id, message]));
  const mentioned = new Map(facts.mentioned.map((row) => [keyOf(row.conversationId, row.handle), row.userId]));

  const loose = new Map(facts.looseFiles.map((file) => [file.attachment.id, file]));

  const mayForward = new Set(
    facts.forwardable.flatMap((one) => (one.version === null ? [] : [keyOf(one.userId, one.originalId)])),
  );
  const waiting = new Map(facts.scheduled.map((row) => [keyOf(row.userId, row.clientId), row.version]));

  return items.map((item, place) => {
    const { input, issuer } = item;
    const standing = ledger.standings[place];
    const no = standing && judgeStanding(standing);
    if (no) return no;
    const key = keyOf(issuer.userId, input.clientId);
    if (scheduledOf(item).some(({ version }) => waiting.get(key) !== version))
      return { kind: 'refused', refusal: refuse('SCHEDULED_GONE') };
    const earlier = sent.get(key);
    if (earlier) return repeat(earlier, input);
    const badReference = judgeReference(input, input.replyToId, references) ?? judgeThread(input, references);
    if (badReference) return badReference;
    if (forwardOf(item).some(({ userId, originalId }) => !mayForward.has(keyOf(userId, originalId))))
      return { kind: 'refused', refusal: refuse('MESSAGE_NOT_FOUND') };
    const namedIds = mentionsOf(input, mentioned);
    const reach = standing ? reachFor(input.body, standing, mentionAllMax) : null;
    const present = facts.present.get(input.conversationId) ?? [];
    const mentionIds = everybodyMentioned(namedIds, reach, { present, senderId: issuer.userId });
    const root = input.threadRootId === undefined ? undefined : references.get(input.threadRootId);
    const attachments = (input.attachmentIds ?? []).flatMap((id) => attachable(loose, id, issuer.userId));
    if (attachments.length < (input.attachmentIds?.length ?? 0))
      return { kind: 'refused', refusal: refuse('FILE_NOT_FOUND') };
    for (const { id } of attachments) loose.delete(id);
    const message: SentMessage = {
      id: newId(),
      conversationId: input.conversationId,
      senderId: issuer.userId,
      clientId: input.clientId,
      seq: ledger.lastSeq(input.conversationId) + 1,
      sentAt: ledger.at,
      firstBody: input.body,
      fileIds: attachments.map(({ id }) => id),
    };
    ledger.appendMessage({
      id: message.id,
      conversationId: input.conversationId,
      actorId: issuer.userId,
      senderId: issuer.userId,
      clientId: input.clientId,
      body: input.body,
      sentAt: ledger.at,
      replyToId: input.replyToId ?? null,
      threadRootId: input.threadRootId ?? null,
      alsoSent: input.alsoSend ?? false,
      mentionIds,
      ...(attachments.length > 0 ? { attachments } : {}),
    });
    if (root) follow(ledger, { root, replierId: issuer.userId, mentionIds: namedIds, replySeq: message.seq });
    sent.set(key, message);
    return { kind: 'sent', output: outputOf(message, false) };
  });
}

function judgeStanding({ isSignedIn, role, conversation }: Standing): SendVerdict | null {
  if (!isSignedIn) return { kind: 'refused', refusal: refuse('UNAUTHENTICATED') };
  if (!role) return { kind: 'refused', refusal: refuse('NOT_A_MEMBER') };
  return conversation ? null : { kind: 'busy' };
}

/** The same send again is the same success; anything else under its id is refused (W6). A purged text cannot be compared. */
function repeat(earlier: SentMessage, input: SendInput): SendVerdict {
  const isSame =
    earlier.conversationId === input.conversationId &&
    (earlier.firstBody === null || (earlier.firstBody === input.body && hasFiles(earlier, input.attachmentIds ?? [])));
  return isSame
    ? { kind: 'sent', output: outputOf(earlier, true) }
    : { kind: 'refused', refusal: refuse('CLIENT_ID_REUSED') };
}

function hasFiles({ fileIds }: SentMessage, wanted: readonly string[]): boolean {
  return fileIds.length === wanted.length && fileIds.every((id, at) => id === wanted[at]);
}

/** A file of somebody else is told apart from none to nobody (A1). */
function attachable(loose: ReadonlyMap<string, LooseFile>, id: string, userId: string): Attachment[] {
  const file = loose.get(id);
  return file?.uploaderId === userId ? [file.attachment] : [];
}

function judgeReference(
  input: SendInput,
  messageId: string | undefined,
  references: ReadonlyMap<string, ReferencedMessage>,
): SendVerdict | null {
  if (messageId === undefined) return null;
  const message = references.get(messageId);
  if (message?.conversationId !== input.conversationId)
    return { kind: 'refused', refusal: refuse('MESSAGE_NOT_FOUND') };
  return message.isDeleted ? { kind: 'refused', refusal: refuse('MESSAGE_DELETED') } : null;
}

/** A thread is one of its own conversation, below a message that is in none and is not deleted (T1). */
function judgeThread(input: SendInput, references: ReadonlyMap<string, ReferencedMessage>): SendVerdict | null {
  const no = judgeReference(input, input.threadRootId, references);
  if (no || input.threadRootId === undefined) return no;
  const isReply = (references.get(input.threadRootId)?.threadRootId ?? null) !== null;
  return isReply ? { kind: 'refused', refusal: refuse('INVALID_INPUT') } : null;
}

/** Who follows the thread from this reply on: its author, whom it mentions, and whoever wrote the root (T4). */
function follow(
  ledger: Ledger,
  reply: { root: ReferencedMessage; replierId: string; mentionIds: readonly string[]; replySeq: number },
): void {
  const { conversationId, id: rootId, senderId } = reply.root;
  const readSeq = reply.replySeq - 1;
  for (const userId of [reply.replierId, ...reply.mentionIds])
    ledger.follow({ conversationId, rootId, userId, readSeq, renews: true });
  ledger.follow({ conversationId, rootId, userId: senderId, readSeq, renews: false });
}

function mentionsOf(input: SendInput, mentioned: ReadonlyMap<string, string>): string[] {
  return handlesIn(input.body).flatMap((handle) => mentioned.get(keyOf(input.conversationId, handle)) ?? []);
}

function outputOf(message: SentMessage, duplicate: boolean): Extract<SendVerdict, { kind: 'sent' }>['output'] {
  const { id: messageId, conversationId, seq, sentAt } = message;
  return { messageId, conversationId, seq, sentAt, duplicate };
}

function keyOf(first: string, second: string): string {
  return `${first}:${second}`;
}
