import { expect, test } from '../src/fixtures/test.ts';

test('a favourite stands on top, marked by the menu key, on every device at once, and is taken back in the conversation', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  for (const title of ['Archive', 'Kitchen']) await conversation({ members: [ada, ben], title });
  const phone = await ada.newTab();
  for (const screen of [ada, phone]) {
    await screen.open();
    await expect(screen.conversations.row('Kitchen')).toBeVisible();
  }
  await ada.conversations.row('Archive').focus();
  await ada.page.keyboard.press('Shift+F10');
  const menu = ada.page.getByRole('menu');
  await expect(menu).toBeVisible();
  await expect(async () => {
    await ada.page.keyboard.press('ArrowUp');
    await expect(menu.getByRole('menuitem', { name: 'Add to favourites' })).toBeFocused({ timeout: 500 });
  }).toPass();
  await ada.page.keyboard.press('Enter');
  for (const screen of [ada, phone]) {
    const section = screen.conversations.region.getByRole('region', { name: 'Favourites' });
    await expect(section.getByRole('link')).toHaveText([/Archive/]);
    await expect(screen.conversations.region.getByRole('region').first()).toHaveAccessibleName('Favourites');
  }
  await ada.conversations.open('Archive');
  await ada.header.menu('Remove from favourites');
  for (const screen of [ada, phone])
    await expect(screen.conversations.region.getByRole('region', { name: 'Favourites' })).toBeHidden();
});
