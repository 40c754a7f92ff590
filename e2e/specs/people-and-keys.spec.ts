import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('the quick switcher leads anywhere by a few letters: a conversation, a person, an action', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.open();
  await expect(ada.conversations.row('Garden')).toBeVisible();

  await ada.switcher.open();
  await axe(ada);
  await ada.switcher.input.fill('gar');
  await ada.page.keyboard.press('Enter');
  await expect(ada.header.title).toHaveText('Garden');

  await ada.switcher.open();
  await ada.switcher.input.fill(cleo.name);
  await expect(ada.switcher.option(new RegExp(cleo.name))).toBeVisible();
  await ada.page.keyboard.press('Enter');
  await expect(ada.header.title).toHaveText(cleo.name);

  await ada.switcher.open();
  await ada.switcher.input.fill('dark');
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await axe(ada);
});
