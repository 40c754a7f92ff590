import { expect, test } from '../src/fixtures/test.ts';
import { fillMoment } from '../src/pages/fill-moment.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[P1][P2] a status set from the menu stands beside the name everywhere, at once, and goes by the reader’s clock', async ({
  users,
  conversation,
  clock,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await conversation({ members: [ben, ada], title: 'Garden' });
  await talk.say(ada, 'The tomatoes are ripe');
  await ben.open(talk);
  await ada.open(talk);
  await ada.conversations.me('Set a status');
  const dialog = ada.page.getByRole('dialog', { name: 'Your status' });
  await axeInEachLook(ada);
  await dialog.getByRole('button', { name: /In a meeting/ }).click();
  await expect(dialog.getByLabel('What are you doing?')).toHaveValue('In a meeting');
  await dialog.getByLabel('Clear it').selectOption('At a date and time');
  await fillMoment(dialog, 'Date and time', '2020-01-01T10:00');
  await dialog.getByRole('button', { name: 'Set status' }).click();
  await expect(dialog).toContainText('This time has passed');
  await axe(ada);
  await dialog.getByLabel('Clear it').selectOption('In 30 minutes');
  await dialog.getByRole('switch', { name: 'Pause notifications until then' }).click();
  await dialog.getByRole('button', { name: 'Set status' }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.conversations.meButton.getByRole('img', { name: /^In a meeting, until/ })).toBeVisible();

  const row = ben.conversations.row(ada.name).getByRole('img', { name: /^In a meeting, until/ });
  await expect(row).toBeVisible();
  await expect(ben.header.region).toContainText('In a meeting');
  const author = ben.timeline.message('The tomatoes are ripe').getByRole('img', { name: /^In a meeting/ });
  await expect(author).toBeVisible();
  await axeInEachLook(ben);
  await clock.forward(1_800_000);
  await expect(row).toBeHidden();
  await expect(author).toBeHidden();
  await expect(ben.header.region).not.toContainText('In a meeting');
  await expect(ada.conversations.meButton.getByRole('img', { name: /^In a meeting/ })).toBeHidden();
});
