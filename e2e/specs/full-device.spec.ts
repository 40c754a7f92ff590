import { Room } from '../src/fixtures/people/room.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';
import { Screen } from '../src/pages/screen.ts';

test('[O7][V4] a device without room: one reads, what one writes stays in the composer, both say why, and with room it goes @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'Is anybody there?');

  const rooms = [await Room.of(ada, 'none'), await Room.of(ben, 'little')];
  await ada.open(talk);
  await ben.open(talk);
  await expect(ben.timeline.message('Is anybody there?')).toBeVisible();
  await rooms[1]?.fill();

  for (const [one, who] of [
    [ada, 'from the start'],
    [ben, 'while it was open'],
  ] as const) {
    await test.step(`full ${who}`, async () => {
      const full = one.condition.saying('This device has no room left.');
      await expect(one.timeline.message('Is anybody there?')).toBeVisible();
      await one.composer.send(`full ${who}`);
      await expect(one.composer.problem).toHaveText('This device has no room left to keep the message.');
      await expect(one.composer.text).toHaveValue(`full ${who}`);
      await expect(one.timeline.message(`full ${who}`)).toHaveCount(0);
      await expect(full).toBeVisible();
      await axeInEachLook(one);
      await one.page.getByRole('button', { name: 'Dismiss' }).click();
      await expect(full).toBeHidden();
    });
  }

  for (const room of rooms) await room.free();
  for (const one of [ada, ben]) await one.composer.sendButton.click();
  for (const one of [ada, ben]) {
    await expect(one.timeline.message('full from the start')).toHaveCount(1);
    await expect(one.timeline.message('full while it was open')).toHaveCount(1);
    await expect(one.composer.text).toHaveValue('');
  }
});

test('[O7][V4] what cannot be opened says why: a device that remembers nobody, without a server; a browser that keeps nothing @phone', async ({
  people,
}) => {
  const { device } = await people.stranger();
  device.watch.expectRoughness();
  device.watch.expectTrouble(/storageFailed/);
  const screen = new Screen(await device.context.newPage());
  const says = (title: string) => screen.page.getByRole('main').getByRole('heading', { name: title });

  await test.step('without a server; with one it goes on by itself', async () => {
    await device.context.route('**/api/**', (route) => route.abort());
    await screen.open();
    await expect(says('Nova cannot be reached')).toBeVisible();
    await axeInEachLook(screen);
    await device.context.unroute('**/api/**');
    await expect(screen.entry.email).toBeVisible({ timeout: 30_000 });
  });

  await test.step('with a memory that does not open', async () => {
    await device.context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('not here', 'UnknownError');
      };
    });
    await screen.reload();
    await expect(says('This browser keeps nothing for Nova')).toBeVisible();
    await axeInEachLook(screen);
  });
});
