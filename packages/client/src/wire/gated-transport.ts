import type { Transport } from '../transport.ts';
import type { Gate } from './gate.ts';

/** A transport behind the gate. */
export function gatedTransport(inner: Transport, gate: Gate): Transport {
  return {
    async perform(command, signal) {
      await gate();
      return inner.perform(command, signal);
    },
    async schedule(input, signal) {
      await gate();
      return inner.schedule(input, signal);
    },
    async list(request, signal) {
      await gate();
      return inner.list(request, signal);
    },
    async thread(request, signal) {
      await gate();
      return inner.thread(request, signal);
    },
    follow(of, sink) {
      let stop: (() => void) | null = null;
      let isStopped = false;
      gate().then(
        () => {
          if (!isStopped) stop = inner.follow(of, sink);
        },
        (error: unknown) => {
          if (!isStopped) sink.failed(error);
        },
      );
      return () => {
        isStopped = true;
        stop?.();
      };
    },
  };
}
