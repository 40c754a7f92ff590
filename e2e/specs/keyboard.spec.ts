import { password } from '../src/fixtures/people/account.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { Keyboard } from '../src/pages/keyboard.ts';
import { Screen } from '../src/pages/screen.ts';

test('[V3] keyboard only: from signing up to searching, and one always sees where one is', async ({
  people,
  users,
}) => {
  const [ben] = await users(1);
  const newcomer = await people.stranger();
  const ada = new Screen(await newcomer.device.context.newPage());
  const keys = new Keyboard(ada.page);

  await test.step('signs up', async () => {
    await ada.open();
    await keys.isOn(ada.entry.email);
    await keys.to(ada.page.getByRole('link', { name: 'Create account' }));
    await keys.press('Enter');
    await keys.isOn(ada.entry.name);
    await keys.type(newcomer.name);
    await keys.press('Tab');
    await keys.type(newcomer.email);
    await keys.press('Tab');
    await keys.type(password);
    await keys.press('Enter');
    await expect(ada.home.heading).toBeVisible();
    await keys.isSeen('signed up');
  });

  await test.step('makes a group by the switcher', async () => {
    await keys.press('Control+k');
    await keys.isOn(ada.switcher.input);
    await keys.isKeptIn(ada.switcher.box);
    await ada.switcher.input.focus();
    await keys.type('new group');
    await expect(ada.switcher.option('New group')).toHaveAttribute('aria-selected', 'true');
    await keys.press('Enter');
    const group = ada.conversations.dialogs.newGroup;
    await keys.isOn(group.box.getByLabel('Name', { exact: true }));
    await keys.type('Book club');
    await keys.to(group.people.input);
    await keys.type(ben.name);
    await expect(group.people.options.filter({ hasText: ben.name })).toBeVisible();
    await keys.press('Enter');
    await keys.isKeptIn(group.box);
    await keys.to(group.button('Create'));
    await keys.press('Enter');
    await expect(ada.header.title).toHaveText('Book club');
    await keys.isOn(ada.composer.text);
  });

  await test.step('opens a conversation by the switcher, and the one before by its keys', async () => {
    await keys.press('Control+k');
    await keys.type(ben.name);
    await expect(ada.switcher.option(new RegExp(ben.name))).toHaveAttribute('aria-selected', 'true');
    await keys.press('Enter');
    await expect(ada.header.title).toHaveText(ben.name);
    await keys.isOn(ada.composer.text);
    await keys.press('Alt+ArrowUp');
    await expect(ada.header.title).toHaveText('Book club');
    await keys.isOn(ada.composer.text);
  });

  await test.step('writes, and edits by Up', async () => {
    await keys.type('Shall we read Dubliners?');
    await keys.press('Enter');
    await expect(ada.timeline.message('Dubliners')).toBeVisible();
    await keys.isOn(ada.composer.text);
    await keys.press('ArrowUp');
    await expect(ada.composer.text).toHaveValue('Shall we read Dubliners?');
    await keys.type(' Or Ulysses.');
    await keys.press('Enter');
    await expect(ada.timeline.message(/Or Ulysses\.\s*\(edited\)/)).toBeVisible();
    await keys.isOn(ada.composer.text);
  });

  const mine = ada.timeline.message('Or Ulysses.');
  await test.step('reacts', async () => {
    await keys.to(mine, 'Shift+Tab');
    await keys.press('+');
    const search = ada.page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox');
    await keys.isOn(search);
    await keys.type('thumbs up');
    await expect(ada.page.getByRole('dialog').getByRole('gridcell').first()).toHaveText('👍');
    await keys.press('Enter');
    await expect(mine.getByRole('button', { name: /👍/ })).toBeVisible();
    await keys.isOn(mine);
  });

  await test.step('replies, and deletes what they answered', async () => {
    await ben.open();
    await ben.conversations.open('Book club');
    await ben.composer.send('Ulysses, please');
    await expect(ada.timeline.message('Ulysses, please')).toBeVisible();
    await keys.press('ArrowDown');
    await keys.isOn(ada.timeline.message('Ulysses, please'));
    await keys.press('r');
    await keys.isOn(ada.composer.text);
    await keys.type('Brave!');
    await keys.press('Enter');
    const reply = ada.timeline.message('Brave!');
    await expect(reply).toContainText('Ulysses, please');
    await keys.isOn(ada.composer.text);
    await keys.to(reply, 'Shift+Tab');
    await keys.press('Delete');
    await keys.isSeen('after deleting');
    await expect(ben.timeline.message('Brave!')).toBeHidden({ timeout: 15_000 });
    await keys.isSeen('when it is gone');
  });

  await test.step('opens the menu of a message and leaves it again', async () => {
    await keys.press('ArrowUp', 'Enter');
    const menu = ada.page.getByRole('menu');
    await expect(menu).toBeVisible();
    await keys.to(menu.getByRole('menuitem', { name: 'Copy text' }), 'ArrowDown');
    await keys.press('Escape');
    await expect(menu).toBeHidden();
    await keys.isOn(ada.timeline.message('Ulysses, please'));
    await keys.press('Escape');
    await keys.isOn(ada.composer.text);
  });

  await test.step('searches, and goes where it was said', async () => {
    await keys.press('Control+f');
    const panel = ada.page.getByRole('complementary', { name: 'Search' });
    await keys.isOn(panel.getByRole('searchbox'));
    await keys.type('dubliners');
    await keys.to(panel.getByRole('listitem').getByRole('link'));
    await keys.press('Enter');
    await expect(mine).toHaveAttribute('aria-current', 'true');
    await keys.isSeen('where it was said');
    await keys.press('Escape');
    await expect(panel).toBeHidden();
    await keys.isSeen('without the panel');
  });
});
