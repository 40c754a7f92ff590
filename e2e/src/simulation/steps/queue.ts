import type { OutboxEntry } from '@nova/client/sim';
import type { SeededRandom } from '@nova/testkit';
import type { Tab } from '../device/tab.ts';
import type { World } from '../world.ts';
import type { Step } from './step.ts';

function someFailed(world: World, random: SeededRandom): { tab: Tab; entry: OutboxEntry } | null {
  const tabs = world.devices.flatMap((device) => device.tabs);
  const failed = tabs.flatMap((tab) =>
    tab.entries.filter(({ state }) => state.type === 'failed').map((entry) => ({ tab, entry })),
  );
  return failed.length > 0 ? random.pick(failed) : null;
}

/** Asks for an entry once more, and with it for what waits for it. */
function anew(world: World, { tab, entry }: { tab: Tab; entry: OutboxEntry }): void {
  for (const { id, state, conversationId } of tab.entries)
    if (state.type === 'failed' && conversationId === entry.conversationId) world.around.checks.attempts.anew(id);
}

const retry: Step = {
  name: 'retry',
  weight: 12,
  run(world, random) {
    const failed = someFailed(world, random);
    if (!failed) return null;
    anew(world, failed);
    const { tab, entry } = failed;
    tab.rooms.outbox.dispatch({ type: 'retry', id: entry.id, freshId: world.around.newId() }).catch(() => {});
    return `${tab.name} ${entry.work.kind}`;
  },
};

const editAndRetry: Step = {
  name: 'edit and retry',
  weight: 6,
  run(world, random) {
    const failed = someFailed(world, random);
    if (!failed) return null;
    anew(world, failed);
    const { tab, entry } = failed;
    const body = world.saying('edited');
    tab.rooms.outbox
      .dispatch({ type: 'editAndRetry', id: entry.id, body, freshId: world.around.newId() })
      .catch(() => {});
    return `${tab.name} ${entry.work.kind}`;
  },
};

const discard: Step = {
  name: 'discard',
  weight: 6,
  run(world, random) {
    const tabs = world.devices.flatMap((device) => device.tabs).filter(({ entries }) => entries.length > 0);
    if (tabs.length === 0) return null;
    const tab = random.pick(tabs);
    const failed = tab.entries.filter(({ state }) => state.type === 'failed');
    const entry = random.pick(failed.length > 0 && random.chance(0.9) ? failed : tab.entries);
    if (entry.work.kind === 'send') world.around.checks.sends.letGo(entry.work.clientId);
    tab.rooms.outbox.dispatch({ type: 'discard', id: entry.id }).catch(() => {});
    return `${tab.name} ${entry.work.kind} ${entry.state.type}`;
  },
};

const sendAll: Step = {
  name: 'send all',
  weight: 10,
  run(world, random) {
    const device = random.pick(world.devices);
    const tab = device.tabs[0];
    if (!tab?.rooms.outbox.leads) return null;
    for (const { id, state } of tab.entries) if (state.type === 'parked') world.around.checks.attempts.anew(id);
    tab.rooms.outbox.dispatch({ type: 'sendAll' }).catch(() => {});
    for (const { sync } of tab.rooms.all.values()) sync.resume();
    return tab.name;
  },
};

export const queue: readonly Step[] = [retry, editAndRetry, discard, sendAll];
