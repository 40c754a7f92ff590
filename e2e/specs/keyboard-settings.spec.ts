import { expect, test } from '../src/fixtures/test.ts';
import { Keyboard } from '../src/pages/keyboard.ts';
import { Screen } from '../src/pages/screen.ts';

test('[V3] keyboard only: settings, another session ended, signing out', async ({ people, users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const laptop = new Screen(await (await people.stranger()).device.context.newPage());
  await laptop.open();
  await laptop.entry.signIn(ada.account);
  await expect(laptop.conversations.row(ben.name)).toBeVisible();
  const keys = new Keyboard(ada.page);
  const { settings } = ada;
  await ada.open(talk);
  await keys.isOn(ada.composer.text);

  await test.step('changes how it looks and behaves', async () => {
    await keys.choose(ada.conversations.meButton, 'Appearance', 'Shift+Tab');
    await expect(settings.heading).toBeVisible();
    await keys.to(settings.main.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'System' }));
    await keys.press('ArrowRight', 'ArrowRight');
    await expect(ada.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    const enterSends = settings.main.getByRole('switch', { name: 'Enter sends' });
    await keys.to(enterSends);
    await keys.press('Space');
    await expect(enterSends).not.toBeChecked();
  });

  await test.step('changes the name', async () => {
    await keys.to(settings.section('Profile'), 'Shift+Tab');
    await keys.press('Enter');
    const name = settings.main.getByLabel('Name', { exact: true });
    await keys.to(name);
    await keys.press('ControlOrMeta+a');
    await keys.type('Ada the First');
    const save = settings.main.getByRole('button', { name: 'Save' });
    await keys.to(save);
    await keys.press('Enter');
    await expect(ada.page.getByText('Your profile is saved.')).toBeVisible();
    await keys.isOn(save);
  });

  await test.step('ends another session', async () => {
    await keys.to(settings.section('Sessions'), 'Shift+Tab');
    await keys.press('Enter');
    await keys.to(settings.otherSessions);
    await keys.press('Enter');
    await expect(settings.otherSessions).toBeHidden();
    await keys.isOn(settings.heading);
    await expect(laptop.condition.saying('Your session has ended')).toBeVisible();
  });

  await test.step('signs out', async () => {
    await keys.choose(ada.conversations.meButton, 'Sign out', 'Shift+Tab');
    const out = ada.dialog('Sign out?');
    await keys.isKeptIn(out.box);
    await keys.press('Escape');
    await expect(out.box).toBeHidden();
    await keys.isOn(ada.conversations.meButton);
    await keys.choose(ada.conversations.meButton, 'Sign out', 'Shift+Tab');
    await keys.isKeptIn(out.box);
    await keys.to(out.button('Sign out'));
    await keys.press('Enter');
    await keys.isOn(ada.entry.email);
  });
});
