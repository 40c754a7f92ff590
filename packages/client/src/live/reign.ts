import type { InboxItem, PresenceItem } from '@nova/contract';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';
import type { Observer } from '../wire/procedures.ts';
import { Guest } from './guest.ts';
import type { LiveCall, OpenLive, WatchInput } from './live.ts';
import { LogFan } from './log-fan.ts';
import { inboxRecap, presenceRecap } from './recaps.ts';
import { StateFan } from './state-fan.ts';

export interface ReignOptions {
  readonly id: string;
  /** Asks the server itself. */
  readonly open: OpenLive;
  readonly tabs: TabPorts;
  readonly platform: Platform;
  readonly network: Network;
  /** The lock that a tab holds for as long as it lives. */
  readonly lifeOf: (tab: string) => string;
  readonly isWatched: () => boolean;
}

/** The time in which this tab holds the account's socket: each subscription is made once and told to all who want it. */
export class Reign {
  readonly #options: ReignOptions;
  readonly #logs: LogFan;
  readonly #inbox: StateFan<null, InboxItem>;
  readonly #presence: StateFan<WatchInput, PresenceItem>;
  readonly #guests = new Map<string, { guest: Guest; link: string; forget: AbortController }>();
  readonly #leaveNetwork: () => void;

  constructor(options: ReignOptions) {
    this.#options = options;
    const { platform, network } = options;
    const sourced =
      <Input, Data>(callOf: (input: Input) => LiveCall) =>
      (input: Input, observer: Observer<Data>): (() => void) =>
        // As the server's contract says of the call.
        options.open(callOf(input), { ...observer, onData: (data) => observer.onData(data as Data) });
    this.#logs = new LogFan(sourced((input) => ({ path: 'conversation.events', input })));
    this.#inbox = new StateFan(
      sourced(() => ({ path: 'inbox.changes' })),
      inboxRecap,
    );
    this.#presence = new StateFan(
      sourced((input) => ({ path: 'presence.watch', input })),
      () => presenceRecap(platform),
    );
    this.#leaveNetwork = network.onChange((online) => {
      for (const { guest } of this.#guests.values()) guest.say({ type: 'way', online, isWatched: options.isWatched() });
    });
  }

  get id(): string {
    return this.#options.id;
  }

  readonly open: OpenLive = (call, observer) => {
    switch (call.path) {
      case 'conversation.events':
        return this.#logs.open(call.input, observer);
      case 'inbox.changes':
        return this.#inbox.open(null, observer);
      case 'presence.watch':
        return this.#presence.open(call.input, observer);
      default:
        return call satisfies never;
    }
  };

  /** A tab wants to be told things. Whatever it was told before goes no further. */
  welcome({ tab, link }: { tab: string; link: string }): void {
    if (this.#guests.get(tab)?.link === link) return;
    this.#forget(tab);
    const { tabs, network, isWatched, lifeOf, id } = this.#options;
    const { broadcast, lock } = tabs;
    const left = (): void => {
      if (this.#guests.get(tab)?.link === link) this.#forget(tab);
    };
    const guest = new Guest({ link, broadcast, open: this.open, isWatched, onLeft: left });
    const forget = new AbortController();
    this.#guests.set(tab, { guest, link, forget });
    guest.say({ type: 'welcome', reign: id, online: network.online() });
    // Its lock is free when it is gone, however it went.
    const gone = (): Promise<void> => Promise.resolve(left());
    lock.hold(lifeOf(tab), gone, forget.signal).catch(left);
  }

  /** Everything ends; guests find another. */
  close(): void {
    this.#leaveNetwork();
    for (const tab of [...this.#guests.keys()]) this.#forget(tab);
    this.#logs.close();
    this.#inbox.close();
    this.#presence.close();
  }

  #forget(tab: string): void {
    const known = this.#guests.get(tab);
    if (!known) return;
    this.#guests.delete(tab);
    known.forget.abort();
    known.guest.close();
  }
}
