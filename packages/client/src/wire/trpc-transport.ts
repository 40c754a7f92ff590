import type { Command, Receipt } from '../outbox/entry.ts';
import type { Transport } from '../transport.ts';
import type { Procedures } from './procedures.ts';

type MessageProcedures = Procedures['message'];

async function performed(message: MessageProcedures, command: Command, signal: AbortSignal): Promise<Receipt> {
  switch (command.kind) {
    case 'send':
      return message.send.mutate(command.input, { signal });
    case 'edit':
      return message.edit.mutate(command.input, { signal });
    case 'delete':
      return message.delete.mutate(command.input, { signal });
    case 'react':
      return message.react.mutate(command.input, { signal });
    case 'pin':
      return message.pin.mutate(command.input, { signal });
    case 'hidePreviews':
      return message.hidePreviews.mutate(command.input, { signal });
    case 'save': {
      const { messageId } = await message.save.mutate(command.input, { signal });
      return { messageId, seq: 0 };
    }
    default:
      return command satisfies never;
  }
}

/** What the real client asks over HTTP: mutations and pages. `onBroken`: a request failed. */
export function trpcTransport(
  procedures: Pick<Procedures, 'message' | 'thread' | 'scheduled'>,
  onBroken: (error: unknown) => void,
): Omit<Transport, 'follow'> {
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      onBroken(error);
      throw error;
    }
  };
  return {
    perform: (command, signal) => watched(performed(procedures.message, command, signal)),
    schedule: async (input, signal) => {
      const { clientId } = await watched(procedures.scheduled.create.mutate(input, { signal }));
      return { messageId: clientId, seq: 0 };
    },
    list: (request, signal) => watched(procedures.message.list.query(request, { signal })),
    thread: (request, signal) => watched(procedures.thread.get.query(request, { signal })),
  };
}

/** Following logs by a subscription to their events. */
export function followOver(events: Procedures['conversation']['events']): Transport['follow'] {
  return ({ conversationId, cursor }, sink) => {
    const subscription = events.subscribe(
      { conversationId, lastEventId: cursor },
      {
        onStarted: () => sink.live(),
        onData: ({ id, data }) => sink.item(id, data),
        onError: (error) => sink.failed(error),
        onComplete: () => sink.ended(),
        onConnectionStateChange: ({ state }) => state === 'connecting' && sink.interrupted(),
      },
    );
    return () => subscription.unsubscribe();
  };
}
