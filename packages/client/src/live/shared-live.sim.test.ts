import { seededRandom } from '@nova/testkit';
import type { SeededRandom } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import type { SharedTab } from '../testing/shared-tabs.ts';
import { SharedTabs } from '../testing/shared-tabs.ts';

const conversations = ['attic', 'barn', 'cellar'];
const people = ['ann', 'bob', 'cleo'];

/** One thing that may happen in a browser with many tabs. */
function step(world: SharedTabs, random: SeededRandom): string {
  const { model, alive } = world;
  const dice = random.int(100);
  const conversationId = random.pick(conversations);
  if (dice < 40) {
    model.say(conversationId);
    return `say ${conversationId}`;
  }
  if (dice < 45) {
    const person = random.pick(people);
    model.setOnline(person, random.chance(0.5));
    return `presence ${person}`;
  }
  if (dice < 53 && alive.length < 6) return `open ${newTab(world, random).name}`;
  const [tab] = random.shuffle(alive);
  if (!tab) return 'nothing';
  if (dice < 72) return follow(world, { tab, conversationId, random });
  if (dice < 77) tab.close();
  else if (dice < 84) tab.crash();
  else if (dice < 89) tab.life.freeze();
  else if (dice < 94) tab.life.thaw();
  else if (dice < 97) tab.isWatched = !tab.isWatched;
  else tab.socket.cut();
  return `${dice} ${tab.name}`;
}

function newTab(world: SharedTabs, random: SeededRandom): SharedTab {
  const tab = world.open();
  if (random.chance(0.8)) tab.watchInbox();
  if (random.chance(0.6)) tab.watchPeople(random.chance(0.5) ? people : people.slice(1));
  return tab;
}

function follow(
  { model }: SharedTabs,
  { tab, conversationId, random }: { tab: SharedTab; conversationId: string; random: SeededRandom },
): string {
  const before = tab.readers.get(conversationId);
  before?.stop();
  tab.readers.delete(conversationId);
  if (tab.life.isFrozen || (before && random.chance(0.5))) return `${tab.name} leaves ${conversationId}`;
  // Where its copy on the device ended, which may be anywhere.
  const afterSeq = before?.seq ?? Math.max(0, model.lastSeq(conversationId) - random.int(30));
  tab.follow(conversationId, afterSeq);
  return `${tab.name} follows ${conversationId} after ${afterSeq}`;
}

async function run(seed: number, steps: number): Promise<void> {
  const random = seededRandom(seed);
  const world = new SharedTabs({ seed, delayMs: random.pick([0, 5, 60]) });
  const done: string[] = [];
  try {
    for (let at = 0; at < steps; at++) {
      done.push(step(world, random));
      await world.platform.advance(random.pick([0, 1, 5, 30, 200, 3_000]));
    }
    for (const tab of world.alive) tab.life.thaw();
    await world.platform.advance(60_000);
    expectAllIsWell(world);
  } catch (error) {
    throw new Error(`seed ${seed}: ${done.slice(-40).join(' · ')}`, { cause: error });
  }
}

function expectAllIsWell({ alive, sockets, model }: SharedTabs): void {
  const wanted = new Set<string>();
  for (const tab of alive) {
    expect(tab.incidents, tab.name).toEqual([]);
    for (const [conversationId, reader] of tab.readers) {
      wanted.add(conversationId);
      expect(reader.seq, `${tab.name} ${conversationId}`).toBe(model.lastSeq(conversationId));
    }
    if (tab.inbox)
      expect(new Map(tab.inbox.map(({ id, lastSeq }) => [id, lastSeq])), `${tab.name} inbox`).toEqual(model.inbox);
    for (const person of tab.online) expect(model.online, `${tab.name} sees ${person}`).toContain(person);
  }
  expect(sockets.length, 'sockets').toBeLessThanOrEqual(1);
  const logs = sockets.flatMap(({ socket }) => socket.calls.filter(({ path }) => path === 'conversation.events'));
  expect(logs.length, 'subscriptions to logs').toBe(wanted.size);
}

describe('[O11][D3] many tabs, whatever happens to them', () => {
  for (let seed = 1; seed <= 150; seed++)
    it(`each sees n, n+1, n+2 … and at the end one has a socket (seed ${seed})`, () => run(seed, 120));
});
