import type { LogEntry } from '@nova/contract';
import type { CreatedMessage, EventRow } from './event-row.ts';

/**
 * The event as JSON (`NovaEvent`): the one function that makes it, for what was just committed and for what is read
 * back, so that both are the same bytes. Ids and instants need no escaping; everything else goes through JSON.
 */
export function eventText(row: EventRow): string {
  const head = `{"v":${row.v},"conversationId":"${row.conversationId}","seq":${row.seq},"at":"${row.at}","actorId":"${row.actorId}","type":${JSON.stringify(row.type)}`;
  switch (row.type) {
    case 'message.created': {
      const { created } = row;
      if (!created) throw new Error(`event ${row.conversationId} ${row.seq} has lost its message`);
      return (
        `${head},"messageId":"${row.messageId}","clientId":"${created.clientId}","senderId":"${created.senderId}",` +
        `"body":${JSON.stringify(row.body)},"sentAt":"${created.sentAt}",` +
        `"replyToId":${quotedId(created.replyToId)},"threadRootId":${quotedId(created.threadRootId)}` +
        `${created.alsoSent ? ',"alsoSent":true' : ''}${created.reach === null ? '' : `,"reach":"${created.reach}"`}${filesOf(created)}}`
      );
    }
    case 'message.edited':
      return `${head},"messageId":"${row.messageId}"${members(row, ['version'])},"body":${JSON.stringify(row.body)}${given(row, ['editedAt'])}}`;
    case 'message.deleted':
      return `${head},"messageId":"${row.messageId}"${thread(row)}${given(row, ['deletedAt', 'deletedById'])}}`;
    case 'reaction.changed':
      return `${head},"messageId":"${row.messageId}"${members(row, ['emoji', 'on'])}}`;
    case 'message.previewed':
      return `${head},"messageId":"${row.messageId}"${previewsOf(row)}}`;
    case 'pin.changed':
      return `${head},"messageId":"${row.messageId}"${members(row, ['on'])}}`;
    case 'member.added':
    case 'member.roleChanged':
      return `${head}${members(row, ['userId', 'role'])}}`;
    case 'member.removed':
      return `${head}${members(row, ['userId'])}}`;
    case 'conversation.updated':
      return `${head}${members(row, ['title', 'topic', ...(row.payload && 'changed' in row.payload ? ['changed'] : [])])}}`;
    default:
      // Of a newer server: handed on, for clients that know it; the others count it (L4).
      return `${head}${row.messageId ? `,"messageId":"${row.messageId}"` : ''}${members(row, Object.keys(row.payload ?? {}))}}`;
  }
}

/** The event on its way to the sockets. */
export function logEntry(row: EventRow): LogEntry {
  const text = eventText(row);
  if (row.type === 'member.removed' && row.payload && 'userId' in row.payload)
    return { seq: row.seq, text, ends: row.payload.userId };
  if (row.type === 'message.deleted' && row.payload && 'erases' in row.payload)
    return { seq: row.seq, text, erases: row.payload.erases };
  return { seq: row.seq, text };
}

function filesOf({ attachments = [] }: CreatedMessage): string {
  return attachments.length === 0 ? '' : `,"attachments":${JSON.stringify(attachments)}`;
}

function previewsOf({ previews = [] }: EventRow): string {
  return previews.length === 0 ? '' : `,"previews":${JSON.stringify(previews)}`;
}

function quotedId(id: string | null): string {
  return id === null ? 'null' : `"${id}"`;
}

/** What a deletion left of a thread. */
function thread({ payload }: EventRow): string {
  if (!payload || !('erases' in payload) || payload.threadRootId === undefined) return '';
  const left = payload.thread ?? null;
  const text = left && {
    replies: left.replies,
    lastSeq: left.lastSeq,
    lastAt: left.lastAt,
    userIds: left.userIds,
  };
  return `,"threadRootId":"${payload.threadRootId}","thread":${JSON.stringify(text)}`;
}

/** Those that the payload has. */
function given(row: EventRow, names: readonly string[]): string {
  const { payload } = row;
  return payload === null
    ? ''
    : members(
        row,
        names.filter((name) => name in payload),
      );
}

/** In the order given, since jsonb keeps its own. */
function members(row: EventRow, names: readonly string[]): string {
  const payload: Readonly<Record<string, unknown>> = { ...row.payload };
  return names.map((name) => `,${JSON.stringify(name)}:${JSON.stringify(payload[name] ?? null)}`).join('');
}
