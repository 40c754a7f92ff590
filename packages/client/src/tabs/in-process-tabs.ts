import type { TabPorts } from './tab-ports.ts';

/** Tab ports for clients of one process that share a store: hand the same object to each. */
export function inProcessTabs(): TabPorts {
  const queues = new Map<string, Promise<void>>();
  const rooms = new Map<string, Set<(message: unknown) => void>>();
  return {
    lock: {
      async hold(name, run, signal) {
        const before = queues.get(name) ?? Promise.resolve();
        const done = Promise.withResolvers<void>();
        queues.set(
          name,
          before.then(() => done.promise),
        );
        try {
          await Promise.race([before, aborted(signal)]);
          if (!signal.aborted) await run();
        } finally {
          done.resolve();
        }
      },
    },
    broadcast: {
      open(name, onMessage) {
        const room = rooms.get(name) ?? new Set();
        rooms.set(name, room);
        room.add(onMessage);
        let isOpen = true;
        return {
          post(message) {
            if (!isOpen) return;
            for (const other of room) {
              if (other === onMessage) continue;
              const copy = structuredClone(message);
              queueMicrotask(() => room.has(other) && other(copy));
            }
          },
          close() {
            isOpen = false;
            room.delete(onMessage);
          },
        };
      },
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
