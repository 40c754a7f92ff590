import { openMailbox } from '../src/fixtures/stack/mailbox.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';
import { Screen } from '../src/pages/screen.ts';

test('[E1][E6] an address is confirmed by a click, and a forgotten password replaced, by links from mails', async ({
  users,
  people,
  server,
}) => {
  await using mailbox = await openMailbox();
  const [ada] = await users(1);
  const guest = await people.stranger();
  const screen = new Screen(await guest.device.context.newPage());
  await ada.settings.open('profile');
  const { origin } = new URL(ada.page.url());
  // Without a mail server there is nothing about mail, and the way to a new password says so.
  await expect(ada.settings.main.getByRole('heading', { name: 'Mail' })).toBeHidden();
  await screen.page.goto('/sign-in');
  await screen.page.getByRole('link', { name: 'Forgot your password?' }).click();
  const main = screen.page.getByRole('main');
  await main.getByLabel('Email').fill(ada.account.email);
  await main.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(main).toContainText('This Nova sends no mail');
  await axeInEachLook(screen);

  await server.restart({
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'nova@nova.test',
    PUBLIC_URL: origin,
    TRUSTED_ORIGINS: guest.device.origin,
  });
  await ada.page.goto('/settings/profile');
  const settings = ada.settings.main;
  await expect(settings).toContainText('is not confirmed yet');
  await settings.getByRole('button', { name: 'Send the link again' }).click();
  await expect(settings).toContainText('A link is on its way');
  await settings.getByText('Once a week at most').click();
  await axeInEachLook(ada);
  await ada.page.goto((await mailbox.nextLink()).href);
  await axeInEachLook(ada);
  await ada.page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(ada.page.getByText('Confirmed: the address is yours.')).toBeVisible();
  await ada.page.goto('/settings/profile');
  await expect(settings).toContainText('is yours: you have confirmed it');
  await expect(settings.getByRole('radio', { name: 'Once a week at most' })).toBeChecked();

  await main.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(main).toContainText('a link is on its way');
  await axe(screen);
  const { pathname } = await mailbox.nextLink();
  await screen.page.goto(pathname);
  await main.getByLabel('New password').fill('a newer horse');
  await axeInEachLook(screen);
  await main.getByRole('button', { name: 'Set password' }).click();
  await expect(main).toContainText('Your new password is set');
  await main.getByRole('link', { name: 'Sign in' }).click();
  await screen.entry.signIn({ email: ada.account.email, password: 'a newer horse' });
  await expect(screen.conversations.meButton).toBeVisible();
  await screen.page.goto(pathname);
  await main.getByLabel('New password').fill('a newest horse');
  await main.getByRole('button', { name: 'Set password' }).click();
  await expect(main).toContainText('This link is not valid');
  await axeInEachLook(screen);
});
