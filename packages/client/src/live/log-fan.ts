import type { Id } from '@nova/contract';
import type { Observer } from '../wire/procedures.ts';
import type { Source } from './fan.ts';
import { Fan } from './fan.ts';
import type { EventsInput, PlacedItem } from './live.ts';

/** Events of one log that are kept for those who join a little behind. */
const recentMax = 256;

/** One subscription to a log. Its recent items are those after `floor`, without a hole. */
interface Lane {
  readonly fan: Fan<PlacedItem>;
  readonly recent: PlacedItem[];
  floor: string;
}

/**
 * Tells the logs of conversations to many readers by one subscription each. Every reader gets what follows its own
 * cursor, in order, once (D3): it joins a subscription whose recent items reach back to it, or else gets one of its own
 * until the two have met. Cursors are compared for equality only (D9).
 */
export class LogFan {
  readonly #source: Source<EventsInput, PlacedItem>;
  readonly #lanes = new Map<Id, Set<Lane>>();
  readonly #laneOf = new Map<Observer<PlacedItem>, Lane>();
  #isMeeting = false;

  constructor(source: Source<EventsInput, PlacedItem>) {
    this.#source = source;
  }

  readonly open: Source<EventsInput, PlacedItem> = (input, observer) => {
    const reader = { ...observer };
    const { conversationId, lastEventId } = input;
    for (const lane of this.#lanes.get(conversationId) ?? []) {
      const missed = missedSince(lane, lastEventId);
      if (!missed) continue;
      this.#seat(lane, reader);
      lane.fan.greet(reader);
      replay(missed, { lane, to: [reader] });
      return () => this.#leave(conversationId, reader);
    }
    this.#begin(input, reader);
    return () => this.#leave(conversationId, reader);
  };

  /** Ends everything; nobody is told. */
  close(): void {
    for (const lanes of this.#lanes.values()) for (const { fan } of lanes) fan.end();
    this.#lanes.clear();
    this.#laneOf.clear();
  }

  #begin(input: EventsInput, reader: Observer<PlacedItem>): void {
    const { conversationId, lastEventId } = input;
    const fan = new Fan<PlacedItem>(() => this.#drop(conversationId, lane));
    const lane: Lane = { fan, recent: [], floor: lastEventId };
    const lanes = this.#lanes.get(conversationId) ?? new Set<Lane>();
    this.#lanes.set(conversationId, lanes.add(lane));
    this.#seat(lane, reader);
    fan.begin(this.#source, input, { data: (item) => this.#take(conversationId, lane, item) });
  }

  #take(conversationId: Id, lane: Lane, item: PlacedItem): void {
    lane.recent.push(item);
    if (lane.recent.length > recentMax) lane.floor = lane.recent.shift()?.id ?? lane.floor;
    lane.fan.tell((reader) => reader.onData(item));
    this.#meet(conversationId, lane);
  }

  /** Where one subscription has come to a place that another knows, the one behind is not needed any more. */
  #meet(conversationId: Id, lane: Lane): void {
    // A reader may do anything when it is told: what it sets off is looked at with the next item.
    if (this.#isMeeting) return;
    this.#isMeeting = true;
    try {
      for (const other of [...(this.#lanes.get(conversationId) ?? [])]) {
        if (other === lane || !this.#lanes.get(conversationId)?.has(lane)) continue;
        const missed = missedSince(other, placeOf(lane));
        if (missed) this.#move(conversationId, { from: lane, to: other, missed });
        else {
          const behind = missedSince(lane, placeOf(other));
          if (behind) this.#move(conversationId, { from: other, to: lane, missed: behind });
        }
      }
    } finally {
      this.#isMeeting = false;
    }
  }

  #move(conversationId: Id, { from, to, missed }: { from: Lane; to: Lane; missed: readonly PlacedItem[] }): void {
    const readers = [...from.fan.readers];
    const before = { ...from.fan.standing };
    this.#drop(conversationId, from);
    from.fan.end();
    for (const reader of readers) this.#seat(to, reader);
    replay(missed, { lane: to, to: readers });
    const { standing } = to.fan;
    if (before.state === standing.state && before.isStarted === standing.isStarted) return;
    for (const reader of readers) if (to.fan.readers.has(reader)) to.fan.greet(reader);
  }

  #seat(lane: Lane, reader: Observer<PlacedItem>): void {
    lane.fan.readers.add(reader);
    this.#laneOf.set(reader, lane);
  }

  #leave(conversationId: Id, reader: Observer<PlacedItem>): void {
    const lane = this.#laneOf.get(reader);
    this.#laneOf.delete(reader);
    if (!lane?.fan.readers.delete(reader) || lane.fan.readers.size > 0) return;
    this.#drop(conversationId, lane);
    lane.fan.end();
  }

  #drop(conversationId: Id, lane: Lane): void {
    const lanes = this.#lanes.get(conversationId);
    lanes?.delete(lane);
    if (lanes?.size === 0) this.#lanes.delete(conversationId);
  }
}

function placeOf({ recent, floor }: Lane): string {
  return recent.at(-1)?.id ?? floor;
}

/** What follows a cursor, if that is known here. */
function missedSince({ recent, floor }: Lane, cursor: string): readonly PlacedItem[] | null {
  const at = recent.findLastIndex(({ id }) => id === cursor);
  if (at >= 0) return recent.slice(at + 1);
  return cursor === floor ? [...recent] : null;
}

function replay(items: readonly PlacedItem[], { lane, to }: { lane: Lane; to: readonly Observer<PlacedItem>[] }): void {
  for (const reader of to)
    for (const item of items) {
      if (!lane.fan.readers.has(reader)) break;
      reader.onData(item);
    }
}
