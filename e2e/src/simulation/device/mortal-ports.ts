import { inProcessTabs } from '@nova/client/sim';
import type { TabPorts } from '../../../../packages/client/src/tabs/tab-ports.ts';
import type { Life } from '../life.ts';

/** Tab ports of a tab that may die at any moment: its lock is free then, and it says and hears nothing more. */
export function mortalPorts(ports: TabPorts, life: Life, { isAlone }: { isAlone: boolean }): TabPorts {
  const { lock, broadcast, isWatched, onLeave } = isAlone ? inProcessTabs() : ports;
  const mortal =
    (run: (lost: AbortSignal) => Promise<void>) =>
    async (lost: AbortSignal): Promise<void> => {
      const died = Promise.withResolvers<void>();
      const leave = life.onEnd(died.resolve);
      if (!life.isOver) await Promise.race([run(lost), died.promise]);
      leave();
    };
  return {
    lock: {
      hold: (name, run, signal) => lock.hold(name, mortal(run), signal),
      seize: (name, run) => lock.seize(name, mortal(run)),
    },
    broadcast: {
      open(name, onMessage) {
        const channel = broadcast.open(name, (message) => life.isOver || onMessage(message));
        life.onEnd(() => channel.close());
        return { post: (message) => life.isOver || channel.post(message), close: () => channel.close() };
      },
    },
    isWatched,
    onLeave,
  };
}
