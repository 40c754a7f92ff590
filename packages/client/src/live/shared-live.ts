import type { Id } from '@nova/contract';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { Channel, TabPorts } from '../tabs/tab-ports.ts';
import type { Observer } from '../wire/procedures.ts';
import { Link } from './link.ts';
import type { OpenLive } from './live.ts';
import type { RoomMessage } from './messages.ts';
import { relayVersion } from './messages.ts';
import { Reign } from './reign.ts';
import { Wish } from './wish.ts';

export interface SharedLiveOptions {
  /** Whose tabs these are: tabs of another account share nothing with them. */
  readonly userId: Id;
  /** Asks the server itself. */
  readonly open: OpenLive;
  readonly tabs: TabPorts;
  readonly platform: Platform;
  readonly newId: () => string;
  readonly network: Network;
  /** The tab that holds the socket says whether there is a way to the server. */
  readonly adopt: (online: boolean) => void;
  /** This tab holds the socket now, and was told by another that there is no way: it looks for itself. */
  readonly doubt: () => void;
  readonly report: Report;
}

/** How often a tab asks the one that holds the socket whether it lives. */
const pulseMs = 5_000;
/** So many questions without an answer, and it is taken for stuck. */
const unansweredMax = 2;
/** So many answers by a tab that nobody looks at, to one that somebody does, and the socket moves there. */
const unwatchedMax = 12;

type Role =
  | { readonly type: 'alone' | 'seeking' }
  | { readonly type: 'guest'; readonly link: Link }
  | { readonly type: 'leading'; readonly reign: Reign };

/**
 * One socket for all tabs of an account. Web Locks elect the tab that holds it; the others are its guests and hear by
 * channels of their own. Each tab keeps the cursor of each of its calls, so whatever happens to the one that leads –
 * closed, crashed, frozen, hung – the next one goes on from there: no hole and no repeat (D3). A tab that a person looks
 * at takes over from one whose timers the browser slows down because nobody does.
 */
export class SharedLive {
  readonly #options: SharedLiveOptions;
  readonly #tab: string;
  readonly #name: string;
  readonly #wishes = new Set<Wish>();
  readonly #closing = new AbortController();
  readonly #room: Channel;
  #role: Role = { type: 'alone' };
  /** The link that has not been answered yet. */
  #asking: Link | null = null;
  #candidacy = new AbortController();
  #unanswered = 0;
  #unwatched = 0;
  #cancelPulse: () => void = () => {};

  constructor(options: SharedLiveOptions) {
    this.#options = options;
    const { tabs, newId, userId } = options;
    this.#tab = newId();
    this.#name = `nova-live-${relayVersion}:${userId}`;
    this.#room = tabs.broadcast.open(this.#name, (message) => this.#hear(message as RoomMessage));
    // Held for as long as this tab lives, so that the one that leads hears of its death.
    const live = (): Promise<void> => {
      this.#role = { type: 'seeking' };
      this.#stand();
      this.#join();
      this.#pulse();
      return aborted(this.#closing.signal);
    };
    tabs.lock.hold(this.#lifeOf(this.#tab), live, this.#closing.signal).catch((error: unknown) => this.#goAlone(error));
  }

  readonly open: OpenLive = (call, observer) => {
    const wish = new Wish(call, this.#guarded(observer), () => this.#wishes.delete(wish));
    this.#wishes.add(wish);
    this.#bind(wish);
    return () => {
      this.#wishes.delete(wish);
      wish.end();
    };
  };

  /** Idempotent. Whoever waits to lead does. */
  close(): void {
    for (const wish of this.#wishes) wish.end();
    this.#wishes.clear();
    this.#closing.abort();
    this.#candidacy.abort();
    this.#cancelPulse();
    this.#become({ type: 'alone' });
    this.#room.close();
  }

  /** Waits to be the one that leads. */
  #stand(): void {
    const { lock } = this.#options.tabs;
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    lock
      .hold(this.#name, (lost) => this.#lead(lost), candidacy.signal)
      .then(
        () => {
          if (!candidacy.signal.aborted && !this.#closing.signal.aborted) this.#stand();
        },
        (error: unknown) => this.#goAlone(error),
      );
  }

  /** Leads at once, whoever does now. */
  #seize(): void {
    this.#unanswered = 0;
    this.#unwatched = 0;
    this.#candidacy.abort();
    this.#options.tabs.lock
      .seize(this.#name, (lost) => this.#lead(lost))
      .then(
        () => {
          if (!this.#closing.signal.aborted) this.#stand();
        },
        (error: unknown) => this.#goAlone(error),
      );
  }

  async #lead(lost: AbortSignal): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const { newId, network, doubt } = this.#options;
    const reign = new Reign({
      ...this.#options,
      id: newId(),
      lifeOf: (tab) => this.#lifeOf(tab),
      isWatched: () => this.#options.tabs.isWatched(),
    });
    this.#become({ type: 'leading', reign });
    this.#room.post({ type: 'leads', reign: reign.id } satisfies RoomMessage);
    if (!network.online()) doubt();
    await Promise.race([aborted(lost), aborted(this.#closing.signal)]);
    this.#yield(reign);
  }

  #yield(reign: Reign): void {
    if (this.#role.type === 'leading' && this.#role.reign === reign) this.#become({ type: 'seeking' });
  }

  /** The browser grants no locks: this tab has a socket of its own. */
  #goAlone(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#options.report({ type: 'uncaught', error });
    this.#cancelPulse();
    this.#become({ type: 'alone' });
    for (const wish of this.#wishes) wish.bind(this.#options.open);
  }

  #hear(message: RoomMessage): void {
    const role = this.#role;
    if (role.type === 'alone') return;
    if (message.type === 'join') {
      if (role.type === 'leading') role.reign.welcome(message);
      return;
    }
    if (role.type === 'guest' && role.link.reign === message.reign) return;
    // Another leads: whatever this tab led is over, also when it was frozen and hears of it only now.
    this.#become({ type: 'seeking' });
    this.#join();
  }

  /** Asks whoever leads for a link. */
  #join(): void {
    const { tabs, newId, adopt } = this.#options;
    this.#asking?.close();
    const name = `${this.#name}:${newId()}`;
    const link: Link = new Link({
      name,
      broadcast: tabs.broadcast,
      newId,
      onWelcome: () => {
        if (this.#asking !== link) return;
        this.#asking = null;
        this.#unanswered = 0;
        this.#become({ type: 'guest', link });
      },
      onWay: (online) => this.#isGuestOf(link) && adopt(online),
      onAlive: (isWatched) => this.#isGuestOf(link) && this.#alive(isWatched),
      onLapsed: () => {
        if (!this.#isGuestOf(link)) return;
        this.#become({ type: 'seeking' });
        this.#join();
      },
    });
    this.#asking = link;
    this.#room.post({ type: 'join', tab: this.#tab, link: name } satisfies RoomMessage);
  }

  #isGuestOf(link: Link): boolean {
    return this.#role.type === 'guest' && this.#role.link === link;
  }

  #alive(isWatched: boolean): void {
    this.#unanswered = 0;
    const { tabs, network } = this.#options;
    this.#unwatched = tabs.isWatched() && !isWatched ? this.#unwatched + 1 : 0;
    // Without a way there is nothing to lose by moving, and a tab that is looked at finds it sooner.
    if (this.#unwatched >= unwatchedMax || (this.#unwatched > 0 && !network.online())) this.#seize();
  }

  #pulse(): void {
    this.#cancelPulse = this.#options.platform.after(pulseMs, () => {
      this.#pulse();
      const role = this.#role;
      if (role.type === 'leading') return;
      if (this.#unanswered++ >= unansweredMax) this.#seize();
      else if (role.type === 'guest') role.link.ping();
      else this.#join();
    });
  }

  #become(role: Role): void {
    const before = this.#role;
    this.#role = role;
    this.#unwatched = 0;
    for (const wish of this.#wishes) wish.unbind();
    if (before.type === 'guest') before.link.close();
    if (before.type === 'leading') before.reign.close();
    if (role.type !== 'seeking') {
      this.#asking?.close();
      this.#asking = null;
    }
    for (const wish of [...this.#wishes]) if (this.#role === role) this.#bind(wish);
  }

  #bind(wish: Wish): void {
    const role = this.#role;
    if (role.type === 'leading') wish.bind(role.reign.open);
    else if (role.type === 'guest') wish.bind((call, observer) => role.link.open(call, observer));
  }

  #lifeOf(tab: string): string {
    return `${this.#name}:${tab}`;
  }

  /** One reader's mistake is no other tab's trouble. */
  #guarded(observer: Observer<unknown>): Observer<unknown> {
    const { report } = this.#options;
    const safely =
      <Args extends unknown[]>(step?: (...args: Args) => void) =>
      (...args: Args): void => {
        try {
          step?.(...args);
        } catch (error) {
          report({ type: 'uncaught', error });
        }
      };
    return {
      onStarted: safely(observer.onStarted),
      onData: safely(observer.onData),
      onError: safely(observer.onError),
      onComplete: safely(observer.onComplete),
      onConnectionStateChange: safely(observer.onConnectionStateChange),
    };
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
