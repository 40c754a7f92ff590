import { expect, test } from '../src/fixtures/test.ts';
import { Screen } from '../src/pages/screen.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

const addresses = ['/nonsense', '/c/x/y/z', '/settings/none'];

test('[V3][V4] an address that leads nowhere says so, and leads on @phone', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  // The browser says of the document that there is none, too.
  ada.device.watch.expectTrouble(/^console: Failed to load resource.*404/);
  for (const address of addresses) {
    const answer = await ada.page.goto(address);
    expect([address, answer?.status()]).toEqual([address, 404]);
    await expect(ada.nowhere.heading).toBeVisible();
    await expect(ada.page).toHaveTitle('There is nothing at this address · Nova');
  }
  await axe(ada);
  await ada.nowhere.home.click();
  await expect(ada.page).toHaveURL(/^https?:\/\/[^/]+\/$/);
  await expect(ada.conversations.row('Garden')).toBeVisible();
  await ada.page.goBack();
  await expect(ada.nowhere.heading).toBeFocused();
  const there = await ada.page.goto(`/c/${talk.id}`);
  expect(there?.status()).toBe(200);
  await expect(ada.header.title).toHaveText('Garden');
});

test('[O12] it says so without a way to the server as well; who is signed out signs in', async ({
  users,
  people,
  network,
}) => {
  const [ada] = await users(1);
  await ada.open();
  await network.goOffline(ada);
  await ada.page.goto('/nonsense');
  await expect(ada.nowhere.heading).toBeVisible();
  await network.restore(ada);

  const { device } = await people.stranger();
  const stranger = new Screen(await device.context.newPage());
  device.watch.expectTrouble(/^console: Failed to load resource.*404/);
  await stranger.page.goto('/nonsense');
  await expect(stranger.page).toHaveURL(/\/sign-in$/);
  await expect(stranger.entry.email).toBeVisible();
});
