import type { Observer } from '../wire/procedures.ts';
import type { LiveCall, OpenLive } from './live.ts';

/** One call of this tab, from one way of having it told to the next: it always goes on after what it has taken. */
export class Wish {
  readonly #observer: Observer<unknown>;
  readonly #onOver: () => void;
  #call: LiveCall;
  /** Of what is told now; what belongs to an earlier one is not heard. */
  #binding: object | null = null;
  #stop: (() => void) | null = null;

  /** `onOver`: the server ended it or failed it, and the observer is about to be told. */
  constructor(call: LiveCall, observer: Observer<unknown>, onOver: () => void) {
    this.#call = call;
    this.#observer = observer;
    this.#onOver = onOver;
  }

  bind(open: OpenLive): void {
    this.end();
    const binding = {};
    this.#binding = binding;
    const heard =
      <Args extends unknown[]>(step: (...args: Args) => void) =>
      (...args: Args): void => {
        if (this.#binding === binding) step(...args);
      };
    const over = (): void => {
      this.#binding = null;
      this.#onOver();
    };
    const observer = this.#observer;
    const stop = open(this.#call, {
      onStarted: heard(() => observer.onStarted?.()),
      onConnectionStateChange: heard((change: { state: 'idle' | 'connecting' | 'pending' }) =>
        observer.onConnectionStateChange?.(change),
      ),
      onData: heard((data: unknown) => {
        this.#took(data);
        observer.onData(data);
      }),
      onError: heard((error: unknown) => {
        over();
        observer.onError?.(error);
      }),
      onComplete: heard(() => {
        over();
        observer.onComplete?.();
      }),
    });
    if (this.#binding === binding) this.#stop = stop;
    else stop();
  }

  /** Nothing is told until it is bound again; the observer hears that the connection is gone. */
  unbind(): void {
    if (!this.#binding) return;
    this.end();
    this.#observer.onConnectionStateChange?.({ state: 'connecting' });
  }

  /** Nothing is told any more. Idempotent. */
  end(): void {
    this.#binding = null;
    this.#stop?.();
    this.#stop = null;
  }

  /** Before the observer is told: whatever it does then must find the place. */
  #took(data: unknown): void {
    if (this.#call.path !== 'conversation.events' || typeof data !== 'object' || data === null) return;
    const id: unknown = Reflect.get(data, 'id');
    if (typeof id === 'string') this.#call = { ...this.#call, input: { ...this.#call.input, lastEventId: id } };
  }
}
