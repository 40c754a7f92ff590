import type { SeededRandom } from '@nova/testkit';
import type { Device } from '../device/device.ts';
import type { Tab } from '../device/tab.ts';
import type { World } from '../world.ts';

/** Something that happens. Does it, and says what it was; `null`: there was nothing to do it to. */
export interface Step {
  readonly name: string;
  /** How often it happens, compared with the others. */
  readonly weight: number;
  run(world: World, random: SeededRandom): string | null;
}

export interface Place {
  readonly device: Device;
  readonly tab: Tab;
  readonly conversationId: string;
}

/** Of the conversations that are open the last one is a quiet one. */
function someOf(open: readonly string[], random: SeededRandom): string {
  const loud = open.length > 1 && random.chance(0.7) ? open.slice(0, -1) : open;
  return random.pick(loud);
}

/** A tab of somebody, and a conversation that is open there: mostly one of which they are a member. */
export function somePlace(world: World, random: SeededRandom): Place | null {
  const device = random.pick(world.devices);
  if (device.tabs.length === 0) return null;
  const tab = random.pick(device.tabs);
  const { database } = world.around;
  const isLoose = random.chance(0.03);
  const open = tab.opened.filter((id) => isLoose || database.room(id).members.has(tab.userId));
  return open.length > 0 ? { device, tab, conversationId: someOf(open, random) } : null;
}

export function nameOf({ tab, conversationId }: Place): string {
  return `${tab.name} in ${conversationId.slice(-1)}`;
}
