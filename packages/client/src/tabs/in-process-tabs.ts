import type { LockPort, TabPorts } from './tab-ports.ts';

/** Tab ports for clients of one process that share a store: hand the same object to each. */
export function inProcessTabs(): TabPorts {
  const rooms = new Map<string, Set<(message: unknown) => void>>();
  return {
    lock: inProcessLocks(),
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
            if (room.size === 0) rooms.delete(name);
          },
        };
      },
    },
    isWatched: () => true,
    onLeave: () => () => {},
  };
}

/** Whoever holds a lock, or waits for it. */
interface Claim {
  readonly lost: AbortController;
  readonly granted: PromiseWithResolvers<void>;
}

interface Lock {
  holder: Claim | null;
  readonly waiting: Claim[];
}

function inProcessLocks(): LockPort {
  const locks = new Map<string, Lock>();
  const lockOf = (name: string): Lock => {
    const lock = locks.get(name) ?? { holder: null, waiting: [] };
    locks.set(name, lock);
    return lock;
  };
  const grant = (name: string, lock: Lock, claim: Claim | null): void => {
    lock.holder = claim;
    if (claim) claim.granted.resolve();
    else locks.delete(name);
  };
  const newClaim = (): Claim => ({ lost: new AbortController(), granted: Promise.withResolvers() });
  const holding = async (
    name: string,
    { lock, claim }: { lock: Lock; claim: Claim },
    run: (lost: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    try {
      await Promise.race([run(claim.lost.signal), aborted(claim.lost.signal)]);
    } finally {
      if (lock.holder === claim) grant(name, lock, lock.waiting.shift() ?? null);
    }
  };
  return {
    async hold(name, run, signal) {
      if (signal.aborted) return;
      const lock = lockOf(name);
      const claim = newClaim();
      if (lock.holder) lock.waiting.push(claim);
      else grant(name, lock, claim);
      await Promise.race([claim.granted.promise, aborted(signal)]);
      const at = lock.waiting.indexOf(claim);
      if (at >= 0) lock.waiting.splice(at, 1);
      else await holding(name, { lock, claim }, signal.aborted ? () => Promise.resolve() : run);
    },
    async seize(name, run) {
      const lock = lockOf(name);
      const claim = newClaim();
      const before = lock.holder;
      grant(name, lock, claim);
      before?.lost.abort();
      await holding(name, { lock, claim }, run);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
