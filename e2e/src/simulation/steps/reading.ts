import { lastSeqOf } from '../database/room.ts';
import type { Step } from './step.ts';
import { nameOf, somePlace } from './step.ts';

/** A step that asks something of a conversation that is open somewhere. */
function asking(
  name: string,
  weight: number,
  ask: (sync: ReturnType<NonNullable<ReturnType<typeof somePlace>>['tab']['open']>['sync'], seq: number) => unknown,
): Step {
  return {
    name,
    weight,
    run(world, random) {
      const place = somePlace(world, random);
      if (!place) return null;
      const last = lastSeqOf(world.around.database.room(place.conversationId));
      const asked = ask(place.tab.open(place.conversationId).sync, 1 + random.int(Math.max(1, last)));
      if (asked instanceof Promise) asked.catch(() => {});
      return nameOf(place);
    },
  };
}

const shut: Step = {
  name: 'shut',
  weight: 6,
  run(world, random) {
    const place = somePlace(world, random);
    if (!place) return null;
    place.tab.shut(place.conversationId);
    return nameOf(place);
  },
};

const open: Step = {
  name: 'open',
  weight: 12,
  run(world, random) {
    const tabs = world.devices.flatMap((device) => device.tabs);
    if (tabs.length === 0) return null;
    const tab = random.pick(tabs);
    const closed = world.around.database.rooms.filter(({ id }) => !tab.opened.includes(id));
    if (closed.length === 0) return null;
    const conversationId = random.pick(closed).id;
    tab.open(conversationId);
    return nameOf({ tab, conversationId, device: world.devices[0] ?? never() });
  },
};

function never(): never {
  throw new Error('a world has devices');
}

export const reading: readonly Step[] = [
  asking('load older', 15, (sync) => sync.history.loadOlder()),
  asking('load newer', 8, (sync) => sync.history.loadNewer()),
  asking('load around', 6, (sync, seq) => sync.history.loadAround(seq)),
  asking('show latest', 8, (sync) => sync.showLatest()),
  asking('resume', 15, (sync) => sync.resume()),
  shut,
  open,
];
