import { classify } from '../outbox/classification.ts';
import { NotSentError } from '../transport.ts';
import type { Observer } from './procedures.ts';

/**
 * Makes sure, before anything is asked for an account, that the server knows this device as that account: what one
 * person wrote offline must not leave under the session of the next, nor what the next may read be kept as theirs.
 */
export type Gate = () => Promise<void>;

/** `verify` rejects when it is not so; asking it again is cheap. What kept it from finding out may pass. */
export function gateOf(verify: () => Promise<void>): Gate {
  return async () => {
    try {
      await verify();
    } catch (error) {
      throw classify(error).policy === 'retry'
        ? new NotSentError('who is signed in is not known', { cause: error })
        : error;
    }
  };
}

/** `behind(ask)` asks as `ask` does, once the gate is open; a closed gate is what it rejects with. */
export function askingBehind(
  gate: Gate,
): <Args extends unknown[], T>(ask: (...args: Args) => Promise<T>) => (...args: Args) => Promise<T> {
  return (ask) =>
    async (...args) => {
      await gate();
      return ask(...args);
    };
}

/** A subscription that begins behind the gate; a closed gate is its error. */
export function subscribeBehind<Data>(
  gate: Gate,
  observer: Observer<Data>,
  subscribe: (observer: Observer<Data>) => { unsubscribe(): void },
): { unsubscribe(): void } {
  let opened: { unsubscribe(): void } | null = null;
  let isStopped = false;
  gate().then(
    () => {
      if (!isStopped) opened = subscribe(observer);
    },
    (error: unknown) => {
      if (!isStopped) observer.onError?.(error);
    },
  );
  return {
    unsubscribe() {
      isStopped = true;
      opened?.unsubscribe();
    },
  };
}
