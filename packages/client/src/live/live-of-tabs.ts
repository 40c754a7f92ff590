import type { Gate } from '../wire/gate.ts';
import type { Observer } from '../wire/procedures.ts';
import type { Live } from './live.ts';
import type { SharedLiveOptions } from './shared-live.ts';

export interface LiveOfTabsOptions extends Omit<SharedLiveOptions, 'open'> {
  /** By a socket of this tab's own. */
  readonly own: Live;
  /** Before the server is asked, also for another tab. */
  readonly gate: Gate;
}

/**
 * The subscriptions of one account by one socket for all its tabs (O11). What shares it is loaded here, late: the first
 * picture is the device's. When it cannot be loaded, this tab has a socket of its own. `close` is idempotent.
 */
export function liveOfTabs(options: LiveOfTabsOptions): Live & { close(): void } {
  let isClosed = false;
  let close = (): void => {};
  const opening = import('./open-shared.ts').then(
    ({ openShared }): Live => {
      if (isClosed) return options.own;
      const shared = openShared(options);
      ({ close } = shared);
      return shared.live;
    },
    (error: unknown) => {
      options.report({ type: 'uncaught', error });
      return options.own;
    },
  );
  const later = <Input, Data>(
    subscribe: (live: Live, input: Input, observer: Observer<Data>) => { unsubscribe(): void },
  ) => ({
    subscribe(input: Input, observer: Observer<Data>) {
      let opened: { unsubscribe(): void } | null = null;
      let isStopped = false;
      void opening.then((live) => {
        if (!isStopped) opened = subscribe(live, input, observer);
      });
      const unsubscribe = (): void => {
        isStopped = true;
        opened?.unsubscribe();
      };
      return { unsubscribe };
    },
  });
  return {
    conversation: { events: later((live, input, observer) => live.conversation.events.subscribe(input, observer)) },
    inbox: { changes: later((live, input, observer) => live.inbox.changes.subscribe(input, observer)) },
    presence: { watch: later((live, input, observer) => live.presence.watch.subscribe(input, observer)) },
    close() {
      isClosed = true;
      close();
    },
  };
}
