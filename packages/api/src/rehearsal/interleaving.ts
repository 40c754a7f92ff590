import type { FailpointName } from '@nova/db';
import { type Gate, gate } from '@nova/testkit';
import type { Node, World } from './world.ts';

/** A node whose next command stops at a point of its transaction until the gate is opened. */
export function pausingNode(world: World, at: FailpointName): { node: Node; gate: Gate } {
  const stop = gate();
  const node = world.openNode({ failpoint: (name) => (name === at ? stop.pass() : undefined) });
  return { node, gate: stop };
}

/** Resolves when a statement of this node waits for a lock. Asks until it is so: no clock decides. */
export async function blocked(world: World, node: Node): Promise<void> {
  for (;;) {
    const rows = await world.db.query`
      select 1 as found from pg_stat_activity where application_name = ${node.applicationName} and wait_event_type = 'Lock'`;
    if (rows.length > 0) return;
  }
}

export interface Outcome<T> {
  readonly value: T | undefined;
  readonly error: unknown;
}

function settle<T>(doing: Promise<T>): Promise<Outcome<T>> {
  return doing.then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
}

/**
 * Runs `first` up to the edge of its commit, starts `second`, waits until it stands before the lock, and lets go.
 * So `second` was asked for when `first` had not happened, and runs when it has.
 */
export async function overtaken<A, B>(
  world: World,
  race: { readonly first: (node: Node) => Promise<A>; readonly second: (node: Node) => Promise<B> },
): Promise<{ first: Outcome<A>; second: Outcome<B> }> {
  const pausing = pausingNode(world, 'before-commit');
  const other = world.openNode();
  const first = settle(race.first(pausing.node));
  await pausing.gate.arrived();
  const second = settle(race.second(other));
  await blocked(world, other);
  pausing.gate.open();
  return { first: await first, second: await second };
}
