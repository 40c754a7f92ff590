import { expect, test } from 'vitest';
import { presenceWorld } from '../testing/presence-world.ts';

async function world() {
  const made = presenceWorld();
  const [here, there] = [made.node(), made.node()];
  // They listen from their first tick on.
  await made.platform.advance(1_000);
  const of = ({ presence }: typeof here): string[] => [...presence.present()].toSorted();
  return { ...made, here, there, of };
}

test('[G2][D11] whoever has a socket on any node is known on every node, within a second and without asking', async () => {
  const { here, there, of, platform } = await world();
  const close = here.presence.connected('ann');
  there.presence.connected('bob');
  expect(of(here)).toEqual(['ann']);
  await platform.advance(1_000);
  expect([of(here), of(there)]).toEqual([
    ['ann', 'bob'],
    ['ann', 'bob'],
  ]);
  close();
  // Whoever comes back within a moment was never gone.
  await platform.advance(4_000);
  expect(of(there)).toEqual(['ann', 'bob']);
  await platform.advance(2_000);
  expect(of(there)).toEqual(['bob']);
});

test('[G2][D11] a node that has just begun asks the others, and is told', async () => {
  const { here, of, platform, node } = await world();
  here.presence.connected('ann');
  await platform.advance(1_000);
  const late = node();
  expect(of(late)).toEqual([]);
  await platform.advance(2_000);
  expect(of(late)).toEqual(['ann']);
});

test('[G2][W7] without Redis a node knows its own people; those of others lapse, and come back with it', async () => {
  const { here, there, of, platform, setDown } = await world();
  here.presence.connected('ann');
  there.presence.connected('bob');
  await platform.advance(1_000);
  setDown(true);
  await platform.advance(44_000);
  expect(of(here)).toEqual(['ann', 'bob']);
  await platform.advance(2_000);
  expect([of(here), of(there)]).toEqual([['ann'], ['bob']]);
  setDown(false);
  await platform.advance(1_000);
  expect(of(here)).toEqual(['ann', 'bob']);
});
