import type { SeededRandom } from '@nova/testkit';
import type { Platform } from '../platform.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import type { LockPort, TabPorts } from '../tabs/tab-ports.ts';
import type { TabLife } from './tab-life.ts';

interface Hearer {
  readonly life: TabLife;
  readonly hear: (message: unknown) => void;
  readonly onAct: (() => void) | undefined;
  isOpen: boolean;
}

export interface RoughTabs {
  /** The ports of one tab; `onAct` before each message that it posts and each that it hears. */
  portsOf(life: TabLife, more?: { isWatched?: () => boolean; onAct?: () => void }): TabPorts;
  /** Messages posted and not heard yet. */
  readonly travelling: number;
}

/**
 * The tabs of one browser as roughly as a browser may be: messages take up to `delayMs`, in order for one sender and one
 * channel and in no other; locks are free when their holder has ended, and a frozen tab keeps them.
 */
export function roughTabs(of: { platform: Platform; random: SeededRandom; delayMs: number }): RoughTabs {
  const { platform, random, delayMs } = of;
  const { lock } = inProcessTabs();
  const channels = new Map<string, Set<Hearer>>();
  let travelling = 0;
  return {
    get travelling() {
      return travelling;
    },
    portsOf(life, { isWatched = () => true, onAct } = {}) {
      return {
        isWatched,
        onLeave: () => () => {},
        lock: mortalLocks(lock, life),
        broadcast: {
          open(name, onMessage) {
            const hearers = channels.get(name) ?? new Set();
            channels.set(name, hearers);
            const self: Hearer = { life, hear: onMessage, onAct, isOpen: true };
            hearers.add(self);
            const lastAtMs = new Map<Hearer, number>();
            const close = (): void => {
              self.isOpen = false;
              hearers.delete(self);
            };
            life.onEnd(close);
            return {
              close,
              post(message) {
                onAct?.();
                if (life.isOver || !self.isOpen) return;
                for (const hearer of hearers) {
                  if (hearer === self) continue;
                  const copy = structuredClone(message);
                  const soonest = lastAtMs.get(hearer) ?? 0;
                  const atMs = Math.max(soonest, platform.nowMs() + random.int(delayMs + 1));
                  lastAtMs.set(hearer, atMs);
                  travelling++;
                  platform.after(atMs - platform.nowMs(), () => {
                    travelling--;
                    hearer.life.run(() => {
                      hearer.onAct?.();
                      if (hearer.isOpen && !hearer.life.isOver) hearer.hear(copy);
                    });
                  });
                }
              },
            };
          },
        },
      };
    },
  };
}

function mortalLocks(lock: LockPort, life: TabLife): LockPort {
  const mortal =
    (run: (lost: AbortSignal) => Promise<void>) =>
    async (lost: AbortSignal): Promise<void> => {
      const died = Promise.withResolvers<void>();
      const leave = life.onEnd(died.resolve);
      const awake = Promise.withResolvers<void>();
      life.run(awake.resolve);
      const told = new AbortController();
      lost.addEventListener('abort', () => life.run(() => told.abort()), { once: true });
      await Promise.race([awake.promise.then(() => run(told.signal)), died.promise]);
      leave();
    };
  // The dead hear of nothing, also not that a lock is theirs no longer.
  const unlessOver = async (held: Promise<void>): Promise<void> => {
    await held;
    if (life.isOver) await Promise.withResolvers<void>().promise;
  };
  return {
    hold: (name, run, signal) => unlessOver(life.isOver ? Promise.resolve() : lock.hold(name, mortal(run), signal)),
    seize: (name, run) => unlessOver(life.isOver ? Promise.resolve() : lock.seize(name, mortal(run))),
  };
}
