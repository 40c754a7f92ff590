import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';
import { textFile } from '../src/pages/files.ts';
import { Screen } from '../src/pages/screen.ts';

test('[D7] a session ended elsewhere closes within a second; what is written waits and goes after signing in again @phone', async ({
  users,
  people,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const laptop = await people.stranger();
  const screen = new Screen(await laptop.device.context.newPage());
  await screen.open(talk);
  await screen.entry.signIn(ada.account);
  await expect(screen.header.title).toHaveText(ben.name);
  await expect(screen.composer.text).toBeVisible();

  await ada.settings.open('sessions');
  await axe(ada);
  await ada.settings.otherSessions.click();
  await expect(ada.settings.otherSessions).toBeHidden();
  await expect(screen.condition.saying('Your session has ended')).toBeVisible();
  await axeInEachLook(screen);

  await screen.composer.send('Written without a session');
  await expect(screen.timeline.message('Written without a session')).toBeVisible();
  await expect(screen.condition.saying('One message waits for you to sign in')).toBeVisible();
  await screen.page.getByRole('button', { name: 'Sign in again' }).click();
  const again = screen.dialog('Sign in again');
  await axeInEachLook(screen);
  await again.box.getByLabel('Password').fill(ada.account.password);
  await again.button('Sign in').click();
  await screen.page.getByRole('button', { name: 'Send all' }).click();

  await ben.open(talk);
  await expect(ben.timeline.message('Written without a session')).toHaveCount(1);
});

test('[O8] signing out asks when something is unsent, and leaves nothing on the device', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'A secret only for Ada');
  await ada.open(talk);
  await expect(ada.timeline.message('A secret only for Ada')).toBeVisible();
  await ada.installed();
  await ada.page.evaluate(() => localStorage.setItem('nova-recent-emoji', '["🦩"]'));
  expect(await ada.kept()).toContain('🦩');

  await network.cut(ada);
  await ada.composer.send('Never sent');
  await ada.conversations.me('Sign out');
  const dialog = ada.dialog('Sign out?');
  await expect(dialog.box).toContainText('One message has not been sent and would be lost.');
  await axeInEachLook(ada);
  await dialog.button('Cancel').click();
  await network.restore(ada);
  await ben.open(talk);
  await expect(ben.timeline.message('Never sent')).toBeVisible();
  await expect(ada.condition.unreachable).toBeHidden();

  await ada.files.pick(textFile('diary.txt', 'mine'));
  await expect(ada.files.tray).toContainText('diary.txt');
  await ada.conversations.me('Sign out');
  await expect(dialog.box).toContainText('Your messages are taken off this device.');
  await dialog.button('Sign out').click();
  await expect(ada.page).toHaveURL(/\/sign-in$/);
  await expect.poll(() => ada.kept()).not.toContain('🦩');
  expect(await ada.kept()).not.toContain('A secret only for Ada');
  // Whoever signs in next in the same tab finds no file that was to be sent.
  await ada.entry.signIn(ben.account);
  await ada.conversations.row(ada.name).click();
  await expect(ada.composer.text).toBeVisible();
  await expect(ada.files.tray).toBeHidden();
  await ada.conversations.me('Sign out');
  await dialog.button('Sign out').click();
  await expect(ada.page).toHaveURL(/\/sign-in$/);
  await ada.page.goBack();
  await ada.reload();
  await expect(ada.page.getByText('A secret only for Ada')).toBeHidden();
});

test('two tabs, two accounts: the first tab says so and mixes nothing up', async ({ users, conversation }) => {
  const [ada, ben, cleo] = await users(3);
  const talk = await conversation({ members: [ada, cleo] });
  await talk.say(cleo, 'For Ada alone');
  await ada.open(talk);
  await expect(ada.timeline.message('For Ada alone')).toBeVisible();

  const other = await ada.newTab();
  await other.open();
  await other.conversations.me('Sign out');
  await other.dialog('Sign out?').button('Sign out').click();
  await other.entry.signIn(ben.account);
  await expect(other.page.getByRole('button', { name: `You: ${ben.name}` })).toBeVisible();
  await expect(other.conversations.row(cleo.name)).toBeHidden();
  await expect(ada.page.getByText('For Ada alone')).toBeHidden();
});

test('another tab signs in as somebody else without signing out: the first one says so, and goes back to its own', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'For the two of us');
  await ada.open(talk);
  await expect(ada.timeline.message('For the two of us')).toBeVisible();
  const { origin } = new URL(ada.page.url());
  const { email, password } = ben.account;
  const signIn = { headers: { origin }, data: { email, password } };
  expect((await ada.page.context().request.post(`${origin}/api/auth/sign-in/email`, signIn)).ok()).toBe(true);
  const other = await ada.newTab();
  await other.open();
  await expect(other.page.getByRole('button', { name: `You: ${ben.name}` })).toBeVisible();
  await expect(ada.condition.saying('Another tab signed in as somebody else.')).toBeVisible();
  await axeInEachLook(ada);
});
