import type { ModelDatabase } from '../database/model-database.ts';
import type { SharedRedis } from '../server/shared-redis.ts';
import { conversationOf } from '../server/shared-redis.ts';

interface Watching {
  readonly redis: SharedRedis;
  readonly database: ModelDatabase;
  readonly broken: (rule: string, what: string) => void;
}

/** Places looked at after each change of a stream; all of them in the end. */
const newest = 8;

/** A stream is a run of its log, whole but for what it was told to erase, and without that (R1, X1). */
export function checkStream({ redis, database, broken }: Watching, stream: string, depth = newest): void {
  const epoch = stream.slice(0, stream.indexOf('/'));
  // Nobody reads what an older run of the log has left behind.
  if (epoch !== database.epoch) return;
  const committed = database.truth(epoch).get(conversationOf(stream)) ?? [];
  const held = redis.held(stream);
  const last = redis.lastOf(stream);
  const oldest = Math.min(last, ...held.keys());
  for (let seq = Math.max(oldest, last - depth); seq <= last; seq++) {
    const entry = held.get(seq);
    if (!committed[seq - 1]) return broken('R1', `${stream} holds ${seq}, which was never committed`);
    if (!entry && !redis.wasErased(stream, seq)) return broken('R1', `${stream} lacks ${seq} of ${oldest} to ${last}`);
  }
  for (const { seq, erases = [] } of held.values())
    for (const place of erases) {
      const text = held.get(place)?.text;
      if (text !== undefined && text === committed[place - 1]?.text)
        return broken('X1', `${stream} holds the text of ${place}, which ${seq} erases`);
    }
}
