import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range from which systems take the local ports of outgoing connections (32768 and up on Linux): a client
 * that keeps dialling a port nobody listens on, as after a server was killed, would else end up connected to itself.
 */
const lowest = 10_240;
const highest = 32_767;

/**
 * A TCP port on 127.0.0.1 that was free a moment ago. Somebody else may take it before it is used: whoever starts a
 * server on it must notice that and ask again.
 *
 * @throws Error when a hundred tries found none.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

/** Whether a server could listen on a port of 127.0.0.1 right now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
