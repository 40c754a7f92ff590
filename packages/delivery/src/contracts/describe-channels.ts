import { afterEach, describe, expect, test } from 'vitest';
import type { Channels } from '../ports.ts';

/** What carries channels, under test. */
export interface ChannelsRig extends AsyncDisposable {
  /** Another node, connected. */
  node(): Promise<Channels>;
  /** Ends all connections; publishing fails until `comeBack`. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

/** Messages as they come, and the moment when so many are there. */
export function inbox(): {
  readonly heard: string[];
  hear(message: string): void;
  until(count: number): Promise<void>;
} {
  const heard: string[] = [];
  let check = (): void => {};
  return {
    heard,
    hear(message) {
      heard.push(message);
      check();
    },
    until: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (heard.length >= count) resolve();
        };
        check();
      }),
  };
}

/** What every `Channels` must keep. */
export function describeChannels(name: string, make: () => Promise<ChannelsRig>): void {
  describe(`${name} keeps the promises of channels`, () => {
    let rigs: ChannelsRig[] = [];
    const open = async (): Promise<ChannelsRig> => {
      const rig = await make();
      rigs.push(rig);
      return rig;
    };
    afterEach(async () => {
      for (const rig of rigs) await rig[Symbol.asyncDispose]();
      rigs = [];
    });

    test('[D11] a message reaches whoever listens on its channel, on every node, once; its own node at once', async () => {
      const { node } = await open();
      const [here, there] = [await node(), await node()];
      const [near, far, other] = [inbox(), inbox(), inbox()];
      await Promise.all([
        here.listen('{a}', near.hear).ready,
        there.listen('{a}', far.hear).ready,
        there.listen('{b}', other.hear).ready,
      ]);
      const published = here.publish('{a}', 'one two, {three}');
      expect(near.heard).toEqual(['one two, {three}']);
      await published;
      await here.publish('{a}', '');
      await here.publish('{b}', 'last');
      await Promise.all([far.until(2), other.until(1)]);
      // What this node hears of its own would have come by now: it asks behind it.
      await there.publish('{a}', 'back');
      await near.until(3);
      expect(near.heard).toEqual(['one two, {three}', '', 'back']);
      expect(far.heard).toEqual(['one two, {three}', '', 'back']);
      expect(other.heard).toEqual(['last']);
    });

    test('[D11] each registration is its own, and ends by itself', async () => {
      const { node } = await open();
      const [here, there] = [await node(), await node()];
      const [one, two, end] = [inbox(), inbox(), inbox()];
      const first = here.listen('{a}', one.hear);
      const second = here.listen('{a}', one.hear);
      const third = here.listen('{a}', two.hear);
      await Promise.all([first, second, third, here.listen('{z}', end.hear)].map(({ ready }) => ready));
      first.stop();
      first.stop();
      await there.publish('{a}', 'x');
      await Promise.all([one.until(1), two.until(1)]);
      second.stop();
      third.stop();
      await there.publish('{a}', 'y');
      await there.publish('{z}', 'end');
      await end.until(1);
      expect([one.heard, two.heard]).toEqual([['x'], ['x']]);
      const again = here.listen('{a}', one.hear);
      await again.ready;
      await there.publish('{a}', 'z');
      await one.until(2);
    });

    test('[D11] while it is down only the own node is told; afterwards everybody knows to doubt, and hears again', async () => {
      const { node, goDown, comeBack } = await open();
      const [here, there] = [await node(), await node()];
      const [near, far, late, doubts] = [inbox(), inbox(), inbox(), inbox()];
      await Promise.all([here.listen('{a}', near.hear).ready, there.listen('{a}', far.hear).ready]);
      await goDown();
      await expect(here.publish('{a}', 'lost')).rejects.toThrow(Error);
      expect(near.heard).toEqual(['lost']);
      // Neither does registering fail.
      await there.listen('{b}', late.hear).ready;
      const isSure = Promise.withResolvers<void>();
      here.onUnsure(() => isSure.resolve());
      there.onUnsure(() => doubts.hear('unsure'));
      await comeBack();
      await Promise.all([isSure.promise, doubts.until(1)]);
      await here.publish('{a}', 'again');
      await here.publish('{b}', 'late');
      await Promise.all([far.until(1), late.until(1)]);
      expect([far.heard, late.heard]).toEqual([['again'], ['late']]);
    });
  });
}
