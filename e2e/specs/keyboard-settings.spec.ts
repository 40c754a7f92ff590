import type { Route } from '@playwright/test';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';
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

test('[V3][V5] a time is asked for as it is told: typed in any form, or chosen by the arrows, in the language of the app @phone', async ({
  users,
}) => {
  const [ada] = await users(1);
  const { page, settings, program } = ada;
  const quietOf = async () => (await program.trpc.notification.settings.query()).quiet;
  await program.trpc.notification.setSettings.mutate({
    quiet: { from: 1_200, to: 487, days: [1], zone: 'Europe/Berlin' },
  });
  const speak = (language: string) =>
    page.evaluate((one) => localStorage.setItem('nova-settings', JSON.stringify({ language: one })), language);
  await settings.open('notifications');
  const keys = new Keyboard(page);
  const [from, to] = [
    settings.main.getByRole('combobox', { name: 'From' }),
    settings.main.getByRole('combobox').last(),
  ];
  const choices = page.getByRole('listbox').getByRole('option');

  await test.step('typed', async () => {
    await expect(from).toHaveValue('20:00');
    await expect(to).toHaveValue('08:07');
    await from.fill('9.30 pm');
    await expect(choices).toHaveText(['21:30', '21:45']);
    await axe(ada);
    await page.keyboard.press('Enter');
    await expect(from).toHaveValue('21:30');
    await expect(choices).toHaveCount(0);
    await expect.poll(quietOf).toMatchObject({ from: 21 * 60 + 30, to: 487 });
    await from.fill('soon');
    await page.keyboard.press('Enter');
    await to.focus();
    await expect(from).toHaveValue('21:30');
    await to.fill('7');
    await page.keyboard.press('Tab');
    await expect(to).toHaveValue('07:00');
    await expect.poll(quietOf).toMatchObject({ from: 21 * 60 + 30, to: 420 });
  });
  await test.step('chosen', async () => {
    await from.focus();
    await keys.press('ArrowDown');
    await expect(choices).toHaveCount(96);
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await expect(from).toHaveValue('21:45');
    await from.fill('6');
    await keys.press('Escape');
    await expect(from).toHaveValue('21:45');
    await expect.poll(quietOf).toMatchObject({ from: 21 * 60 + 45 });
  });
  await test.step('the answer to one change takes no later one back', async () => {
    const held: Route[] = [];
    const isChange = /notification\.setSettings/;
    await page.route(isChange, (route) => void held.push(route));
    for (const [field, hour] of [
      [from, '22'],
      [to, '6'],
    ] as const) {
      await field.fill(hour);
      await field.press('Enter');
    }
    await expect.poll(() => held.length).toBe(1);
    await held[0]?.continue();
    await expect.poll(() => held.length).toBe(2);
    await expect(to).toHaveValue('06:00');
    await held[1]?.continue();
    await page.unroute(isChange);
    await expect.poll(quietOf).toMatchObject({ from: 22 * 60, to: 360 });
  });
  await test.step('in Arabic', async () => {
    await speak('ar');
    await ada.reload();
    await expect(settings.main.getByRole('combobox').first()).toHaveValue('10:00 م');
    await settings.main.getByRole('combobox').first().fill('٨:٣٠');
    await expect(choices.first()).toHaveText('8:30 م');
    await axe(ada);
    await page.keyboard.press('Enter');
    await expect.poll(quietOf).toMatchObject({ from: 20 * 60 + 30 });
  });
});
