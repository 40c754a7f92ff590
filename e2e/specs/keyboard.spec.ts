import { password } from '../src/fixtures/people/account.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { AddPeopleDialog } from '../src/pages/dialogs.ts';
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
    for (const [key, title] of [
      ['Alt+ArrowUp', 'Book club'],
      ['Alt+ArrowDown', ben.name],
      ['Alt+ArrowUp', 'Book club'],
    ] as const) {
      await keys.press(key);
      await expect(ada.header.title).toHaveText(title);
      await keys.isOn(ada.composer.text);
    }
  });

  const mine = ada.timeline.message('Or Ulysses.');
  await test.step('writes, and edits by Up', async () => {
    await keys.type('Shall we read Dubliners?');
    await keys.press('Enter');
    await expect(ada.timeline.message('Dubliners')).toBeVisible();
    await keys.isOn(ada.composer.text);
    await keys.press('ArrowUp');
    await expect(ada.composer.text).toHaveValue('Shall we read Dubliners?');
    await keys.type(' Or Ulysses.');
    await keys.press('Enter');
    // A button once it is confirmed: the way into the message.
    await expect(mine.getByRole('button', { name: '(edited)' })).toBeVisible();
    await keys.isOn(ada.composer.text);
  });

  await test.step('reacts', async () => {
    await keys.to(mine, 'Shift+Tab');
    await keys.press('+');
    const search = ada.page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox');
    await keys.isOn(search);
    await keys.press('Tab');
    await expect(ada.page.getByRole('dialog', { name: 'Emoji' }).locator(':focus')).toBeVisible();
    await keys.press('Shift+Tab');
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

  await test.step('edits by E, and breaks a line', async () => {
    await keys.press('Shift+Tab');
    await keys.to(mine, 'ArrowUp');
    await keys.press('e');
    await keys.isOn(ada.composer.text);
    await keys.press('Shift+Enter');
    await keys.type('Or both.');
    await expect(ada.composer.text).toHaveValue('Shall we read Dubliners? Or Ulysses.\nOr both.');
    await keys.press('Enter');
    await expect(mine).toContainText('Or both.');
  });

  await test.step('goes to what is unread, either way, and marks all of it as read', async () => {
    const mark = ada.conversations.region.getByRole('img', { name: 'one unread message' });
    const unread = async (where: string): Promise<void> => {
      // Other rows may tell of the same person.
      await ben.conversations.region.getByRole('link', { name: new RegExp(`^${where}`) }).click();
      await ben.composer.send('And this');
      await expect(mark).toBeVisible();
    };
    for (const [key, where, title] of [
      ['Alt+Shift+ArrowDown', newcomer.name, ben.name],
      ['Alt+Shift+ArrowUp', 'Book club', 'Book club'],
    ] as const) {
      await unread(where);
      await keys.press(key);
      await expect(ada.header.title).toHaveText(title);
      await keys.isOn(ada.composer.text);
      await expect(mark).toBeHidden();
    }
    await unread(newcomer.name);
    await keys.press('Shift+Escape');
    await expect(mark).toBeHidden();
    await keys.isOn(ada.composer.text);
  });

  await test.step('searches, and goes where it was said', async () => {
    await keys.press('Control+f');
    const panel = ada.page.getByRole('complementary', { name: 'Search' });
    await keys.isOn(ada.search.field);
    await keys.type('dubliners');
    await expect(ada.search.hits).toHaveCount(1);
    await keys.press('ArrowDown');
    await keys.isOn(ada.search.hits);
    await keys.press('Enter');
    await expect(mine).toHaveAttribute('aria-current', 'true');
    await keys.isSeen('where it was said');
    await keys.press('Escape');
    await expect(panel).toBeHidden();
    await keys.isSeen('without the panel');
  });
});

test('[V3] keyboard only: members come, get a role and go; one leaves', async ({ users, conversation }) => {
  const [ada, ben, cleo, dan] = await users(4);
  const talk = await conversation({ members: [ada, ben, cleo], title: 'Team' });
  const keys = new Keyboard(ada.page);
  const { members } = ada;
  await ada.open(talk);
  await keys.isOn(ada.composer.text);

  await test.step('adds somebody', async () => {
    await keys.to(ada.header.members, 'Shift+Tab');
    await keys.press('Enter');
    await keys.to(members.addButton);
    await keys.press('Enter');
    const add = new AddPeopleDialog(ada.page);
    await keys.isOn(add.people.input);
    await keys.type(dan.name);
    await expect(add.people.options.filter({ hasText: dan.name })).toBeVisible();
    await keys.press('Enter');
    await keys.isKeptIn(add.box);
    await keys.to(add.button('Add'));
    await keys.press('Enter');
    await expect(members.row(dan.name)).toBeVisible();
    await keys.isOn(members.addButton);
  });

  await test.step('makes one an owner, and removes two', async () => {
    await keys.choose(members.actions(ben.name), 'Make owner', 'Shift+Tab');
    await expect(members.row(ben.name)).toContainText('Owner');
    await keys.isOn(members.actions(ben.name));
    await keys.to(members.region.getByRole('button', { name: 'Close' }), 'Shift+Tab');
    for (const one of [dan, cleo]) {
      await keys.choose(members.actions(one.name), 'Remove from the conversation');
      await expect(members.row(one.name)).toBeHidden();
      await keys.isOn(members.heading);
    }
    await keys.press('Escape');
    await expect(members.region).toBeHidden();
    await keys.isOn(ada.header.members);
  });

  await test.step('leaves', async () => {
    await keys.choose(ada.header.menuButton, 'Leave');
    const leave = ada.dialog('Leave Team?');
    await keys.isKeptIn(leave.box);
    await keys.to(leave.button('Leave'));
    await keys.press('Enter');
    await expect(ada.conversations.row('Team')).toBeHidden();
    await keys.isOn(ada.home.heading);
  });
});
