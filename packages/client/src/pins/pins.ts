import type { Id, PinnedMessage } from '@nova/contract';
import type { ConversationView } from '../conversation-view.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';

/** What is pinned in a conversation, what was pinned last first (T6). */
export interface PinsAnswer {
  /** On the device by whom they were pinned is not known: then it is `''`. */
  readonly pins: readonly Omit<PinnedMessage, 'pinnedAt'>[];
  /** There was no way to the server: those among the messages that are loaded. */
  readonly isFromDevice: boolean;
}

/** As much of the client as this reads. */
interface Sources {
  readonly network: Network;
  readonly trpc: {
    readonly message: { readonly pinned: { query(of: { conversationId: Id }): Promise<readonly PinnedMessage[]> } };
  };
}

/** Asks once. @throws what the server refused it with. */
export async function findPins(
  { network, trpc }: Sources,
  { id, view }: { readonly id: Id; readonly view: ConversationView },
): Promise<PinsAnswer> {
  const onDevice: PinsAnswer = { pins: pinnedOf(view), isFromDevice: true };
  if (!network.online()) return onDevice;
  try {
    return { pins: await trpc.message.pinned.query({ conversationId: id }), isFromDevice: false };
  } catch (error) {
    if (classify(error).policy === 'retry') return onDevice;
    throw error;
  }
}

/** Becomes another text whenever something that is loaded is pinned, is not any more, or says something else now. */
export function pinsVersion({ lines, messages }: ConversationView): string {
  const last = lines.findLast((line) => line.type === 'notice' && line.notice.type === 'pin.changed');
  const lastSeq = last?.type === 'notice' ? last.notice.seq : 0;
  return messages.reduce((all, { key, pinned, version }) => (pinned ? `${all} ${key}.${version}` : all), `${lastSeq}`);
}

function pinnedOf({ messages }: ConversationView): PinsAnswer['pins'] {
  return messages
    .flatMap(({ id, seq, conversationId, senderId, sentAt, threadRootId, body, pinned, attachments }) => {
      if (!pinned || id === null || seq === null) return [];
      const fileName = attachments?.[0]?.name;
      const message = { id, seq, conversationId, senderId, sentAt, threadRootId, body };
      return [{ message: fileName === undefined ? message : { ...message, fileName }, pinnedById: '' }];
    })
    .toReversed();
}
