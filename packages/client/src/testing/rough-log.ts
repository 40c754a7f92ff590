import { decodeCursor } from '@nova/contract';
import type { LogItem } from '@nova/contract';
import type { SeededRandom } from '@nova/testkit';
import type { Platform } from '../platform.ts';
import type { FollowSink, Transport } from '../transport.ts';
import { RefusedError } from '../transport.ts';
import type { ModelServer } from './model-server.ts';

/** How rough the way is: chances in [0, 1), all 0 for a smooth one. */
export interface Roughness {
  drop: number;
  repeat: number;
  swap: number;
  cut: number;
  fail: number;
  reset: number;
}

export const smooth: Roughness = { drop: 0, repeat: 0, swap: 0, cut: 0, fail: 0, reset: 0 };

export interface RoughLog {
  readonly transport: Pick<Transport, 'list' | 'thread' | 'follow'>;
  /** May be changed while it runs. */
  roughness: Roughness;
  lists: number;
}

/** A way to the model server that loses, repeats, swaps and cuts what it should deliver once and in order. */
export function roughLog(of: {
  server: ModelServer;
  userId: string;
  platform: Platform;
  random: SeededRandom;
}): RoughLog {
  const { server, userId, platform, random } = of;
  const log: RoughLog = {
    roughness: smooth,
    lists: 0,
    transport: {
      list: (request) => late(() => server.list(userId, request)),
      thread: (request) => late(() => server.thread(userId, request)),
      follow: ({ conversationId, cursor }, sink) => follow({ conversationId, cursor }, sink),
    },
  };

  /** Read at one moment, arrived at a later one. */
  function late<Page>(read: () => Page): Promise<Page> {
    log.lists++;
    const answer = Promise.withResolvers<Page>();
    platform.after(random.int(300), () => {
      try {
        if (random.chance(log.roughness.fail)) throw new TypeError('broken');
        const page = read();
        platform.after(random.int(300), () => answer.resolve(page));
      } catch (error) {
        answer.reject(error);
      }
    });
    return answer.promise;
  }

  function follow(at: { conversationId: string; cursor: string }, sink: FollowSink): () => void {
    let cursor = at.cursor;
    let isOver = false;
    let cancel = (): void => {};
    let delayed: { cursor: string; item: LogItem } | null = null;
    const end = (): void => {
      isOver = true;
      cancel();
    };
    const tell = (next: { cursor: string; item: LogItem }): void => {
      if (!isOver) sink.item(next.cursor, next.item);
    };
    const poll = (): void => {
      if (isOver) return;
      const { roughness } = log;
      try {
        if (random.chance(roughness.fail)) throw random.pick([new TypeError('broken'), new RefusedError('BUSY')]);
        const news = random.chance(roughness.reset) ? 'reset' : server.after(userId, at.conversationId, cursor);
        if (news === 'reset') {
          const seq = server.log(at.conversationId).length;
          cursor = server.cursor(seq);
          tell({ cursor, item: { type: 'reset', conversationId: at.conversationId, seq } });
        } else {
          for (const item of news) {
            cursor = server.cursor(item.seq);
            if (random.chance(roughness.drop)) continue;
            if (!delayed && random.chance(roughness.swap)) {
              delayed = { cursor, item };
              continue;
            }
            tell({ cursor, item });
            if (random.chance(roughness.repeat)) tell({ cursor, item });
            if (delayed) tell(delayed);
            delayed = null;
          }
        }
        if (random.chance(roughness.cut)) {
          sink.interrupted();
          // A reconnect goes on after what it has seen, or a little before.
          cursor = server.cursor(Math.max(0, (decodeCursor(cursor)?.seq ?? 0) - random.int(2)));
          if (!isOver) sink.live();
        }
      } catch (error) {
        const wasOver = isOver;
        end();
        if (!wasOver) sink.failed(error);
        return;
      }
      cancel = platform.after(50 + random.int(100), poll);
    };
    cancel = platform.after(random.int(50), () => {
      if (isOver) return;
      sink.live();
      poll();
    });
    return end;
  }
  return log;
}
