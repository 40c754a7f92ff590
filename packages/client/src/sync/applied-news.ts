import type { Id, Message, NovaEvent } from '@nova/contract';
import type { AppliedInput, OwnMessage } from '../outbox/input.ts';
import type { ReplicaState } from '../replica/state.ts';
import { copiesOf, copyOf } from '../replica/threads.ts';

function ownOf(message: Message): OwnMessage {
  return { clientId: message.clientId, messageId: message.id, version: message.version, body: message.body };
}

/**
 * What a page or a snapshot shows of the outbox's wishes. A page may be ahead of the replica: of what it tells, only what
 * the replica has taken is on the screen.
 */
export function appliedByPage(state: ReplicaState, messages: readonly Message[]): AppliedInput {
  const here = copiesOf(state);
  const taken = messages.flatMap(({ id }) => here.get(id) ?? []);
  const own = taken.filter(({ senderId }) => senderId === state.self).map(ownOf);
  const deleted = messages.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id);
  return { type: 'applied', conversationId: state.conversationId, asOfSeq: state.asOfSeq, own, deleted };
}

/** What one applied event shows of them. */
export function appliedByEvent(state: ReplicaState, event: NovaEvent): AppliedInput {
  const head = { type: 'applied', conversationId: state.conversationId, asOfSeq: state.asOfSeq } as const;
  const deleted = event.type === 'message.deleted' ? [event.messageId] : [];
  switch (event.type) {
    case 'message.created': {
      const { clientId, messageId, body } = event;
      return {
        ...head,
        deleted,
        own: event.senderId === state.self ? [{ clientId, messageId, version: 1, body }] : [],
      };
    }
    case 'message.edited': {
      const message = copyOf(state, event.messageId);
      return { ...head, deleted, own: message?.senderId === state.self ? [ownOf(message)] : [] };
    }
    default:
      return { ...head, deleted, own: [] };
  }
}

/** What it means for them that the person is no member any more. */
export function appliedByEnding(conversationId: Id, state: ReplicaState | null): AppliedInput {
  return { type: 'applied', conversationId, asOfSeq: state?.asOfSeq ?? 0, own: [], deleted: [], ended: true };
}
