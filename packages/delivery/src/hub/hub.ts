import type { LogEntry } from '@nova/contract';
import type { Commit } from '../ports.ts';
import type { FollowRequest, TailSource } from './follower.ts';
import { Follower } from './follower.ts';
import { Heads } from './heads.ts';
import type { HubOptions } from './options.ts';
import type { FollowHandle, Sink } from './sink.ts';
import { Tail } from './tail.ts';
import { Tiers } from './tiers.ts';

interface Room {
  /** Opened for the first who is admitted: strangers cost nothing. */
  tail: Tail | null;
  readonly followers: Set<Follower>;
  forget: (() => void) | null;
}

/**
 * Delivery on one node: follows conversations for its subscribers (D1–D5, D7, D9).
 *
 * Promise to each subscriber: the events after its cursor, each once, in `seq` order, without a hole, until it
 * is closed, refused, or its membership ends; `reset` is the only jump. Memory for each is constant.
 */
export class Hub implements TailSource {
  readonly heads: Heads;
  readonly #options: HubOptions;
  readonly #tiers: Tiers;
  readonly #rooms = new Map<string, Room>();

  constructor(epoch: string, options: HubOptions) {
    this.#options = options;
    this.#tiers = new Tiers(options);
    this.heads = new Heads(epoch, options);
  }

  /** Subscribes. Everything is told through the sink, never before this call has returned. */
  follow(request: FollowRequest, sink: Sink): FollowHandle {
    const follower = new Follower(request, sink, { options: this.#options, source: this });
    const room = this.#room(request.conversationId);
    room.forget?.();
    room.forget = null;
    room.followers.add(follower);
    follower.admit();
    return follower;
  }

  /** Hands over what this node committed: its own subscribers need no Redis to get it. */
  offer(commits: readonly Commit[]): void {
    for (const { conversationId, entries, epoch } of commits) {
      if (epoch !== this.heads.epoch) {
        void this.heads.poll();
        continue;
      }
      this.#rooms.get(conversationId)?.tail?.offer(entries);
      this.heads.reached(conversationId, lastSeqOf(entries));
    }
  }

  /** The texts at `seqs` are about to be deleted: forget them first (X1). */
  erase(conversationId: string, seqs: readonly number[]): void {
    this.#rooms.get(conversationId)?.tail?.erased(seqs);
  }

  /** Subscriptions on this node now. */
  get followerCount(): number {
    let count = 0;
    for (const room of this.#rooms.values()) count += room.followers.size;
    return count;
  }

  tail(conversationId: string): Tail {
    const room = this.#room(conversationId);
    if (room.tail && !room.tail.hasFailed && room.tail.epoch === this.heads.epoch) return room.tail;
    room.tail?.close();
    room.tail = this.#open(conversationId);
    return room.tail;
  }

  agrees(epoch: string): Promise<boolean> {
    return this.heads.agrees(epoch);
  }

  release(follower: Follower): void {
    const { conversationId } = follower.request;
    const room = this.#rooms.get(conversationId);
    if (!room) return;
    room.followers.delete(follower);
    if (room.followers.size > 0 || room.forget) return;
    room.forget = this.#options.platform.after(this.#options.lingerMs, () => {
      room.tail?.close();
      this.#rooms.delete(conversationId);
    });
  }

  /** Ends every subscription silently and stops listening. */
  close(): void {
    for (const room of this.#rooms.values()) {
      for (const follower of [...room.followers]) follower.close();
      room.forget?.();
      room.tail?.close();
    }
    this.#rooms.clear();
    this.heads.close();
  }

  #room(conversationId: string): Room {
    let room = this.#rooms.get(conversationId);
    if (!room) {
      room = { tail: null, followers: new Set(), forget: null };
      this.#rooms.set(conversationId, room);
    }
    return room;
  }

  #open(conversationId: string): Tail {
    return new Tail(conversationId, {
      options: this.#options,
      tiers: this.#tiers,
      heads: this.heads,
      onEpoch: (stale, epoch) => {
        const room = this.#rooms.get(conversationId);
        if (room?.tail !== stale) return;
        stale.close();
        room.tail = null;
        for (const follower of [...room.followers]) follower.restart(epoch);
      },
    });
  }
}

function lastSeqOf(entries: readonly LogEntry[]): number {
  return entries.at(-1)?.seq ?? 0;
}
