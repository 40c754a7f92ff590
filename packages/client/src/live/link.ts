import type { BroadcastPort, Channel } from '../tabs/tab-ports.ts';
import type { Observer } from '../wire/procedures.ts';
import type { LiveCall } from './live.ts';
import type { FromGuest, Told, ToGuest } from './messages.ts';
import { relayedError } from './plain-error.ts';

/** How much is taken before the other side is told so. */
const tookEvery = 64;

export interface LinkOptions {
  readonly name: string;
  readonly broadcast: BroadcastPort;
  readonly newId: () => string;
  /** The other side holds the socket and listens. */
  readonly onWelcome: () => void;
  readonly onWay: (online: boolean) => void;
  /** It lives; whether a person looks at it. */
  readonly onAlive: (isWatched: boolean) => void;
  readonly onLapsed: () => void;
}

/** A tab's way to the tab that holds the socket. */
export class Link {
  readonly #options: LinkOptions;
  readonly #channel: Channel;
  readonly #calls = new Map<string, Observer<unknown>>();
  #reign: string | null = null;
  #took = 0;
  #isClosed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#channel = options.broadcast.open(options.name, (message) => this.#hear(message as ToGuest));
  }

  /** Whose guest this tab is; `null` until it was welcomed. */
  get reign(): string | null {
    return this.#reign;
  }

  open(call: LiveCall, observer: Observer<unknown>): () => void {
    const id = this.#options.newId();
    this.#calls.set(id, observer);
    this.#post({ type: 'open', id, call });
    return () => {
      if (this.#calls.delete(id)) this.#post({ type: 'stop', id });
    };
  }

  ping(): void {
    this.#post({ type: 'took', count: this.#took });
    this.#post({ type: 'ping' });
  }

  /** Nothing is told any more. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#post({ type: 'bye' });
    this.#isClosed = true;
    this.#calls.clear();
    this.#channel.close();
  }

  #hear(message: ToGuest): void {
    const { onWelcome, onWay, onAlive, onLapsed } = this.#options;
    if (this.#isClosed) return undefined;
    switch (message.type) {
      case 'welcome':
        this.#reign = message.reign;
        onWelcome();
        return onWay(message.online);
      case 'told':
        this.#took++;
        if (this.#took % tookEvery === 0) this.#post({ type: 'took', count: this.#took });
        return this.#tell(message.call, message.told);
      case 'way':
        onWay(message.online);
        return onAlive(message.isWatched);
      case 'pong':
        return onAlive(message.isWatched);
      case 'lapsed':
        return onLapsed();
      default:
        return message satisfies never;
    }
  }

  #tell(id: string, told: Told): void {
    const observer = this.#calls.get(id);
    switch (told.type) {
      case 'started':
        return observer?.onStarted?.();
      case 'data':
        return observer?.onData(told.data);
      case 'state':
        return observer?.onConnectionStateChange?.({ state: told.state });
      case 'error':
        this.#calls.delete(id);
        return observer?.onError?.(relayedError(told.error));
      case 'complete':
        this.#calls.delete(id);
        return observer?.onComplete?.();
      default:
        return told satisfies never;
    }
  }

  #post(message: FromGuest): void {
    if (!this.#isClosed) this.#channel.post(message);
  }
}
