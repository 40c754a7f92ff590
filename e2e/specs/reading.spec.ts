import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';
import { expect, test } from '../src/fixtures/test.ts';

const long = 'This one has become so long that it needs several lines, whatever the width of the window is. '.repeat(6);

/** Forty messages of Ben's, each told by its number; the position of each in the log. */
async function speech(
  talk: Talk,
  ben: Person,
): Promise<readonly { readonly messageId: string; readonly seq: number }[]> {
  const said = [];
  for (let n = 1; n <= 40; n++) said.push(await talk.say(ben, `Line ${n}.${n % 3 === 0 ? '\nand a second one' : ''}`));
  return said;
}

test('[V1] what one reads stays where it is while older and newer messages load', async ({
  users,
  conversation,
  history,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const { seq } = await talk.say(ben, 'Long ago');
  await history(talk, 1_000);
  await ada.open(talk, seq + 500);
  await expect(ada.timeline.message('#500 ')).toBeInViewport();
  await expect(ada.timeline.region).toHaveAttribute('aria-busy', 'false');
  for (const direction of [-1, 1]) {
    network.stall(ada);
    await expect(async () => {
      await ada.timeline.wheel(direction * 900);
      await expect(ada.timeline.region).toHaveAttribute('aria-busy', 'true', { timeout: 250 });
    }).toPass({ intervals: [0] });
    const height = await ada.timeline.region.evaluate((list) => list.scrollHeight);
    const moved = await ada.timeline.movedBy(async () => {
      await network.restore(ada);
      await expect(ada.timeline.region).toHaveAttribute('aria-busy', 'false');
    });
    expect(await ada.timeline.region.evaluate((list) => list.scrollHeight)).toBeGreaterThan(height);
    expect(moved).toBeLessThanOrEqual(1);
  }
});

test('[V2] a link opens at its message also while others write without a pause @phone', async ({
  users,
  conversation,
  history,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const { seq } = await talk.say(ben, 'Long ago');
  await history(talk, 1_000);
  await ada.open(talk);
  await expect(ada.timeline.message('#1000 ')).toBeInViewport();
  let isOver = false;
  const talking = (async () => {
    for (let n = 1; !isOver; n++) await talk.say(ben, `News ${n}`);
  })();
  for (const place of [500, 100, 700]) {
    await ada.open(talk, seq + place);
    await expect(ada.timeline.region).toHaveAttribute('aria-busy', 'false');
    await expect(ada.timeline.message(`#${place} `)).toBeInViewport({ ratio: 1 });
  }
  isOver = true;
  await talking;
});

test('[V1] not at the end, one stays put whatever others do, and the way down counts what came @phone', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const said = await speech(talk, ben);
  const at = (n: number): string => said[n - 1]?.messageId ?? '';
  const { message } = ben.program.trpc;
  await ada.open(talk);
  await expect(ada.timeline.message('Line 40.')).toBeInViewport();
  await expect.poll(async () => (await ada.program.trpc.conversation.list.query())[0]?.unread).toBe(0);
  await ada.open(talk, said[19]?.seq);
  await expect(ada.timeline.message('Line 20.')).toBeInViewport();
  await expect(ada.timeline.toEnd).toHaveText('Newest messages');
  await expect(ada.timeline.region).toHaveAttribute('aria-busy', 'false');

  // Far above, just above, in view, just below, far below.
  const places = [1, 9, 10, 11, 12, 20, 21, 27, 28, 29, 40];
  let came = 0;
  /** Others say something last: the log is in order, so that all before it has arrived when it has. */
  const settled = async (): Promise<void> => {
    await talk.say(ben, `News ${++came}`);
    await expect(ada.timeline.toEnd).toHaveText(came === 1 ? 'One new message' : `${came} new messages`);
  };
  const steps: readonly (readonly [string, (n: number) => Promise<unknown>])[] = [
    [
      'edited, much longer',
      (n) => message.edit.mutate({ messageId: at(n), expectedVersion: 1, body: `Line ${n}. ${long}` }),
    ],
    ['reacted to', (n) => message.react.mutate({ messageId: at(n), emoji: '🎉', on: true })],
    ['edited, short again', (n) => message.edit.mutate({ messageId: at(n), expectedVersion: 2, body: `Line ${n}.` })],
    ['deleted', (n) => message.delete.mutate({ messageId: at(n) })],
  ];
  for (const [what, step] of steps) {
    const moved = await ada.timeline.movedBy(async () => {
      for (const n of places) await step(n);
      await settled();
    });
    expect.soft(moved, what).toBeLessThanOrEqual(1);
  }
  const offline = await ada.timeline.movedBy(() => network.goOffline(ada));
  expect.soft(offline, 'the line about the network has come').toBeLessThanOrEqual(1);
  const online = await ada.timeline.movedBy(async () => {
    await network.restore(ada);
    await expect(ada.condition.unreachable).toBeHidden();
  });
  expect.soft(online, 'the line about the network has gone').toBeLessThanOrEqual(1);
  await ada.timeline.toEnd.click();
  await expect(ada.timeline.message(`News ${came}`)).toBeInViewport();
  await expect(ada.timeline.toEnd).toBeHidden();
  expect(await ada.timeline.leftBelow()).toBeLessThanOrEqual(1);
});

test('[V1] at the end, one stays at the end: while others write, edit and react, while one writes, in any window @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const said = await speech(talk, ben);
  const { message } = ben.program.trpc;
  await ada.open(talk);
  const newest = ada.timeline.message('And code').last();
  const isAtEnd = async (why: string): Promise<void> => {
    await expect.poll(() => ada.timeline.leftBelow(), why).toBeLessThanOrEqual(1);
    await expect(ada.timeline.toEnd, why).toBeHidden();
  };
  await expect(ada.timeline.message('Line 40.')).toBeInViewport();
  const last = await talk.say(ben, 'And code:\n```ts\nconst one = 1;\n```\n- a list\n- of things');
  await expect(newest).toBeInViewport();
  await isAtEnd('somebody writes');

  for (const { messageId } of [...said.slice(-3), last])
    await message.react.mutate({ messageId, emoji: '👀', on: true });
  await expect(newest.getByRole('button', { name: /👀/ })).toBeInViewport();
  await isAtEnd('somebody reacts');

  await message.edit.mutate({ messageId: said[37]?.messageId ?? '', expectedVersion: 1, body: `Line 38. ${long}` });
  await message.edit.mutate({ messageId: last.messageId, expectedVersion: 1, body: `And code no more. ${long}` });
  await expect(newest).toContainText('no more');
  await isAtEnd('somebody edits');

  await ada.composer.text.fill('one\ntwo\nthree\nfour\nfive\nsix');
  await isAtEnd('one writes many lines');
  const { width, height } = ada.page.viewportSize() ?? { width: 0, height: 0 };
  await ada.page.setViewportSize({ width, height: Math.round(height * 0.6) });
  await isAtEnd('the window is made lower, as by the keyboard of a phone');
  await ada.page.setViewportSize({ width: Math.round(width * 0.8), height });
  await isAtEnd('and narrower');
});

test('a finger that opened a menu is gone when it is lifted: what scrolls then takes taps as before @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const said = await speech(talk, ben);
  await ben.program.trpc.message.react.mutate({ messageId: said[39]?.messageId ?? '', emoji: '👀', on: true });
  await ada.open(talk);
  const last = ada.timeline.message('Line 40.');
  const eyes = last.getByRole('button', { name: /👀/ });
  await expect(eyes).toBeInViewport();
  await ada.timeline.act('Line 40.', 'Save for later');
  await expect(last).toContainText('Saved');
  await ada.timeline.wheel(-60);
  await eyes.click();
  await expect(eyes).toHaveAttribute('aria-pressed', 'true');
});
