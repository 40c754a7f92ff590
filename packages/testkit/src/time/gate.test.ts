import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { barrier, gate } from './gate.ts';

test('a gate holds who comes until it opens, and nobody after', async () => {
  const door = gate();
  let through = 0;
  const walk = async (): Promise<void> => {
    await door.pass();
    through++;
  };
  const first = walk();
  await door.arrived();
  await setImmediate();
  expect(through).toBe(0);

  const second = walk();
  await door.arrived(2);
  door.open();
  door.open();
  await Promise.all([first, second, walk()]);
  expect(through).toBe(3);
});

test('a barrier lets everybody go when the last has come', async () => {
  const meet = barrier(2);
  let met = false;
  const first = meet().then(() => {
    met = true;
  });
  await setImmediate();
  expect(met).toBe(false);
  await meet();
  await first;
  await meet();
});
