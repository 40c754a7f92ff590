import type { Api } from '@nova/api';
import type { Connections } from './socket/connections.ts';

export interface DrainParts {
  readonly api: Pick<Api, 'close'>;
  readonly connections: Connections;
  readonly random: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Over how long clients are sent away. */
  readonly spreadMs: number;
}

/** Whoever was asked to go has this long to do so by itself. */
const partingMs = 250;

/**
 * Finishes what was accepted and sends the clients away, spread over a while, so that they do not all arrive at the
 * next node at once. Resolves when nobody is left. What is sent meanwhile is refused with SHUTTING_DOWN, and tried
 * again by its client.
 */
export async function drain(parts: DrainParts): Promise<void> {
  const { api, connections, random, after, spreadMs } = parts;
  await api.close();
  const cancels = [...connections].map((connection) => after(random() * spreadMs, () => connection.leave()));
  if (cancels.length > 0) await emptied(parts, spreadMs + partingMs);
  for (const cancel of cancels) cancel();
  for (const connection of connections) connection.end('shutdown');
}

/** Resolves when the last connection has gone, or the time is up. */
async function emptied({ connections, after }: DrainParts, withinMs: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < withinMs && connections.size > 0; waitedMs += 25)
    await new Promise<void>((resolve) => void after(25, resolve));
}
