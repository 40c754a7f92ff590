import type { TabPorts } from './tab-ports.ts';

/** Tab ports on Web Locks and BroadcastChannel; `null` where the browser has them not (an insecure origin). */
export function browserTabs(): TabPorts | null {
  if (typeof navigator === 'undefined' || !('locks' in navigator) || typeof BroadcastChannel === 'undefined')
    return null;
  const { locks } = navigator;
  return {
    lock: {
      async hold(name, run, signal) {
        let began = false;
        try {
          await locks.request(name, { signal }, async () => {
            began = true;
            await run();
          });
        } catch (error) {
          if (began || !signal.aborted) throw error;
        }
      },
    },
    broadcast: {
      open(name, onMessage) {
        const channel = new BroadcastChannel(name);
        channel.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data));
        return { post: (message) => channel.postMessage(message), close: () => channel.close() };
      },
    },
  };
}
