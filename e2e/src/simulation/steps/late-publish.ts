import { decodeCursor } from '@nova/contract';
import type { LogEntry } from '@nova/contract';
import { MemoryEventStream } from '@nova/delivery/sim';
import type { Tab } from '../device/tab.ts';
import { streamName } from '../server/shared-redis.ts';
import type { World } from '../world.ts';
import type { Step } from './step.ts';

/** Events of one append. */
const appended = 6;

interface Chance {
  readonly tab: Tab;
  readonly conversationId: string;
  /** What a relay had read when nothing of it was deleted yet. */
  readonly entries: readonly LogEntry[];
}

/** Places in a log that a tab is about to read, and that held a text which has been deleted since. */
function chancesOf({ devices, around: { database } }: World): Chance[] {
  const { epoch } = database;
  const chances = devices.flatMap(({ tabs }) =>
    tabs.flatMap((tab) =>
      [...tab.rooms.all].map(([conversationId, { sync }]) => {
        const at = decodeCursor(sync.replica?.cursor ?? '');
        const log = at?.epoch === epoch ? (database.truth(epoch).get(conversationId) ?? []) : [];
        return { tab, conversationId, entries: log.slice(at?.seq, (at?.seq ?? 0) + appended) };
      }),
    ),
  );
  return chances.filter(({ conversationId, entries }) => {
    const now = database.room(conversationId).entries;
    return entries.some(({ seq, text }) => now[seq - 1]?.text !== text);
  });
}

/**
 * Everything restarts, and Redis, which is empty, is told what somebody read long ago: an append that was given up comes
 * at last, with the texts of that time. It happens to somebody who reads these places next (R4, X1).
 */
export const latePublish: Step = {
  name: 'late publish',
  weight: 25,
  run(world, random) {
    const chances = chancesOf(world);
    if (chances.length === 0) return null;
    const { tab, conversationId, entries } = random.pick(chances);
    const { redis, database } = world.around;
    const { epoch } = database;
    for (const { life } of world.nodes) life.end();
    world.bootNode();
    world.bootNode();
    redis.memory.wipe();
    for (const { erases = [] } of entries) redis.noteErased(streamName(epoch, conversationId), erases);
    void new MemoryEventStream(redis.memory, appended, () => epoch).append(conversationId, entries);
    tab.socket.cut(0);
    return `${conversationId.slice(-1)} from ${entries[0]?.seq}`;
  },
};
