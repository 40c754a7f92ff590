import type { Draft, MessageTarget, NewFile, NovaClient, Talkable, TimelineMessage } from '@nova/client';
import { limits } from '@nova/contract';
import { linkConversations } from './conversation-links.ts';
import { nameablesOf } from './nameables.ts';

/** A text as it leaves: without empty lines around it, with its conversations linked. `null`: there is nothing to send, or too much. */
export function bodyOf(text: string, { inbox }: Pick<NovaClient, 'inbox'>): string | null {
  const body = linkConversations(text.replace(/^\s*\n|\s+$/g, ''), nameablesOf(inbox.conversations));
  return body.trim() === '' || body.length > limits.bodyMaxChars ? null : body;
}

/**
 * Takes a draft to where it belongs: a new message, a change of one, or another text for one that failed. Resolves when
 * it lies on the device. @throws NovaClientError: nothing was taken.
 */
export async function send(
  { nova, conversation }: { nova: NovaClient; conversation: Talkable },
  draft: Draft,
  body: string,
  files: readonly NewFile[],
): Promise<void> {
  if (!draft.editing) {
    const reply = draft.replyToId === null ? {} : { replyToId: draft.replyToId };
    await conversation.send({ body, ...reply, ...(files.length > 0 ? { files } : {}) });
    return;
  }
  const { target, version } = draft.editing;
  const edited = messageAt(conversation, target);
  const failed = edited && failedEntryOf(edited);
  if (failed) return nova.outbox.editAndRetry(failed, body);
  if (edited?.body === body) return;
  await conversation.edit(target, { body, expectedVersion: version });
}

/** A message on the screen. */
export function messageAt(conversation: Talkable, target: MessageTarget): TimelineMessage | null {
  const isIt = (message: TimelineMessage): boolean =>
    'messageId' in target ? message.id === target.messageId : message.clientId === target.clientId;
  return conversation.messages.findLast(isIt) ?? null;
}

function failedEntryOf({ sending, changes }: TimelineMessage): string | null {
  if (sending?.state.type === 'failed') return sending.entryId;
  return changes.find(({ work, state }) => work.kind === 'edit' && state.type === 'failed')?.entryId ?? null;
}
