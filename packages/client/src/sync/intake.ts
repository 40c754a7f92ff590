import type { NovaEvent } from '@nova/contract';
import type { Applied } from '../replica/apply.ts';
import { apply } from '../replica/apply.ts';
import type { ReplicaState } from '../replica/state.ts';
import { HeldEvents } from './held-events.ts';

/** How often a hole is asked for again before a whole page is loaded instead. */
const refetchesMax = 2;

/** What became of an event: the events applied because of it, in order, and what a hole before it calls for. */
export interface Taken {
  readonly applied: readonly { readonly event: NovaEvent; readonly result: Applied }[];
  readonly hole: 'refetch' | 'reload' | null;
}

/** Lets events in, each in its turn: one that is not next is held, and let in when those before it have been (D10). */
export class Intake {
  readonly #held = new HeldEvents();
  #refetches = 0;

  take(replica: ReplicaState, next: { cursor: string; event: NovaEvent }): Taken {
    let result = apply(replica, next);
    if (result.outcome === 'gap') {
      this.#held.hold(next);
      return { applied: [], hole: this.#refetches++ < refetchesMax ? 'refetch' : 'reload' };
    }
    if (result.outcome === 'repeated') return { applied: [], hole: null };
    this.#refetches = 0;
    const applied = [{ event: next.event, result }];
    while (!result.state.ended) {
      const held = this.#held.take(result.state.asOfSeq + 1);
      if (!held) break;
      result = apply(result.state, held);
      applied.push({ event: held.event, result });
    }
    return { applied, hole: null };
  }

  /** The replica was replaced. */
  clear(): void {
    this.#held.clear();
    this.#refetches = 0;
  }
}
