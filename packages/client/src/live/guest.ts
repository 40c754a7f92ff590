import type { BroadcastPort, Channel } from '../tabs/tab-ports.ts';
import type { OpenLive } from './live.ts';
import type { FromGuest, Told, ToGuest } from './messages.ts';
import { plainError } from './plain-error.ts';

/** What a guest may leave untaken: a frozen tab costs this many events of memory, then nothing more. */
export const untakenMax = 1_024;

export interface GuestOptions {
  readonly link: string;
  readonly broadcast: BroadcastPort;
  readonly open: OpenLive;
  readonly isWatched: () => boolean;
  /** It left, or is to be forgotten. */
  readonly onLeft: () => void;
}

/** Another tab, as the one that holds the socket sees it: what it wants to be told, and how much of it it has taken. */
export class Guest {
  readonly #options: GuestOptions;
  readonly #channel: Channel;
  readonly #calls = new Map<string, () => void>();
  #told = 0;
  #taken = 0;
  #isLapsed = false;

  constructor(options: GuestOptions) {
    this.#options = options;
    this.#channel = options.broadcast.open(options.link, (message) => this.#hear(message as FromGuest));
  }

  /** Says something that is not of a subscription. */
  say(message: Exclude<ToGuest, { type: 'told' | 'lapsed' }>): void {
    if (!this.#isLapsed) this.#post(message);
  }

  /** Stops telling. Idempotent. */
  close(): void {
    this.#stopAll();
    this.#channel.close();
  }

  #hear(message: FromGuest): void {
    // It is awake: what it missed is told when it joins anew and says where it is.
    if (this.#isLapsed && message.type !== 'bye') return this.#post({ type: 'lapsed' });
    switch (message.type) {
      case 'open':
        return this.#open(message.id, message.call);
      case 'stop':
        this.#calls.get(message.id)?.();
        this.#calls.delete(message.id);
        return undefined;
      case 'took':
        this.#taken = Math.max(this.#taken, message.count);
        return undefined;
      case 'ping':
        return this.#post({ type: 'pong', isWatched: this.#options.isWatched() });
      case 'bye':
        return this.#options.onLeft();
      default:
        return message satisfies never;
    }
  }

  #open(id: string, call: Parameters<OpenLive>[0]): void {
    const over = (told: Told) => (): void => {
      this.#calls.delete(id);
      this.#tell(id, told);
    };
    // Told of at once, perhaps: what lapses in between must find it.
    let isStopped = false;
    let stop: (() => void) | null = null;
    this.#calls.set(id, () => {
      isStopped = true;
      stop?.();
    });
    stop = this.#options.open(call, {
      onStarted: () => this.#tell(id, { type: 'started' }),
      onData: (data) => this.#tell(id, { type: 'data', data }),
      onConnectionStateChange: ({ state }) => this.#tell(id, { type: 'state', state }),
      onError: (error) => over({ type: 'error', error: plainError(error) })(),
      onComplete: over({ type: 'complete' }),
    });
    if (isStopped) stop();
  }

  #tell(call: string, told: Told): void {
    if (this.#isLapsed) return;
    if (this.#told - this.#taken >= untakenMax) {
      this.#isLapsed = true;
      this.#stopAll();
      return;
    }
    this.#told++;
    this.#post({ type: 'told', call, told });
  }

  #stopAll(): void {
    const stops = [...this.#calls.values()];
    this.#calls.clear();
    for (const stop of stops) stop();
  }

  #post(message: ToGuest): void {
    this.#channel.post(message);
  }
}
