import type { Id, InboxItem, LogItem, PresenceItem } from '@nova/contract';
import type { Gate } from '../wire/gate.ts';
import { subscribeBehind } from '../wire/gate.ts';
import type { Observer, Procedures } from '../wire/procedures.ts';

/** The server's subscriptions. */
export interface Live {
  readonly conversation: Pick<Procedures['conversation'], 'events'>;
  readonly inbox: Procedures['inbox'];
  readonly presence: Pick<Procedures['presence'], 'watch'>;
}

export interface EventsInput {
  readonly conversationId: Id;
  /** What follows this place is wanted. */
  readonly lastEventId: string;
}

/** An event and the place after it. */
export interface PlacedItem {
  readonly id: string;
  readonly data: LogItem;
}

export interface WatchInput {
  readonly conversationIds: Id[];
  readonly userIds: Id[];
}

/** A wish to be told something, as plain data that one tab can hand to another. */
export type LiveCall =
  | { readonly path: 'conversation.events'; readonly input: EventsInput }
  | { readonly path: 'inbox.changes' }
  | { readonly path: 'presence.watch'; readonly input: WatchInput };

/** Told until the returned function (idempotent) is called, or until an error or the end. */
export type OpenLive = (call: LiveCall, observer: Observer<unknown>) => () => void;

/** Subscriptions by whatever opens calls. It must tell each call what the server tells to it. */
export function liveOver(open: OpenLive): Live {
  const subscribed = <Data>(call: LiveCall, observer: Observer<Data>): { unsubscribe(): void } => {
    // The call's path says what its data is: what crosses from tab to tab keeps no types.
    const unsubscribe = open(call, { ...observer, onData: (data) => observer.onData(data as Data) });
    return { unsubscribe };
  };
  return {
    conversation: {
      events: {
        subscribe: (input, observer: Observer<PlacedItem>) =>
          subscribed({ path: 'conversation.events', input }, observer),
      },
    },
    inbox: {
      changes: { subscribe: (_, observer: Observer<InboxItem>) => subscribed({ path: 'inbox.changes' }, observer) },
    },
    presence: {
      watch: {
        subscribe: (input, observer: Observer<PresenceItem>) => subscribed({ path: 'presence.watch', input }, observer),
      },
    },
  };
}

/** Calls by asking the server itself, each behind the gate. */
export function openOver(live: Live, gate: Gate): OpenLive {
  const begun = (call: LiveCall, observer: Observer<unknown>): { unsubscribe(): void } => {
    switch (call.path) {
      case 'conversation.events':
        return live.conversation.events.subscribe(call.input, observer);
      case 'inbox.changes':
        return live.inbox.changes.subscribe(undefined, observer);
      case 'presence.watch':
        return live.presence.watch.subscribe(call.input, observer);
      default:
        return call satisfies never;
    }
  };
  return (call, observer) => {
    const subscription = subscribeBehind(gate, observer, (behind) => begun(call, behind));
    return () => subscription.unsubscribe();
  };
}
