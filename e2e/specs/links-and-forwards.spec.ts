import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[Y6] a link to a message shows it to who may read it, and to others it is a link; it follows an edit and a deletion', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  const garden = await conversation({ members: [ada, ben], title: 'Garden' });
  const street = await conversation({ members: [ada, ben, cleo], title: 'Street' });
  const { messageId, seq } = await garden.say(ada, 'The **tomatoes** are ripe');
  await Promise.all([ben.open(street), cleo.open(street)]);
  const address = new URL(`/c/${garden.id}/m/${seq}`, ben.page.url()).href;
  await street.say(ada, `as I said: ${address}`);
  const quote = ben.timeline.message('as I said').getByRole('link', { name: /The tomatoes are ripe/ });
  await expect(quote).toBeVisible();
  await axeInEachLook(ben);
  await expect(cleo.timeline.message('as I said')).toBeVisible();
  await expect(cleo.timeline.message('as I said')).not.toContainText('tomatoes');
  await ada.program.trpc.message.edit.mutate({ messageId, expectedVersion: 1, body: 'The beans are ripe' });
  await expect(ben.timeline.message('as I said')).toContainText('The beans are ripe');
  await ada.program.trpc.message.delete.mutate({ messageId });
  await expect(ben.timeline.message('as I said')).not.toContainText('beans');
  await expect(ben.timeline.message('as I said').getByRole('link')).toHaveCount(1);
});

test('[Y5] a message is forwarded with a word on it; who reads it there sees who said it, until it is deleted', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  const garden = await conversation({ members: [ada, ben], title: 'Garden' });
  const street = await conversation({ members: [ben, cleo], title: 'Street' });
  const { messageId } = await garden.say(ada, 'Harvest on Friday, bring `baskets`');
  await Promise.all([ben.open(garden), cleo.open(street)]);
  await ben.timeline.message('Harvest on Friday').focus();
  await ben.page.keyboard.press('f');
  const dialog = ben.page.getByRole('dialog', { name: 'Forward a message' });
  await dialog.getByRole('option', { name: 'Street' }).click();
  await dialog.getByLabel('A word on it').fill('You may like this');
  await axeInEachLook(ben);
  await dialog.getByRole('button', { name: 'Forward to Street' }).click();
  await expect(dialog).toBeHidden();
  const forwarded = cleo.timeline.message('You may like this');
  await expect(forwarded).toContainText('Harvest on Friday, bring baskets');
  await expect(forwarded).toContainText('Forwarded');
  // The line that leads to it stands for it where it cannot be shown.
  await expect(forwarded).not.toContainText('↪');
  await expect(forwarded).toContainText(ada.name);
  await axe(cleo);
  await cleo.header.search.click();
  await cleo.search.field.fill('harvest');
  await expect(cleo.search.hits).toHaveText([/You may like this.*Forwarded: Harvest on Friday, bring baskets/]);
  await expect(cleo.search.hits.locator('mark')).toHaveText(['Harvest']);
  await axe(cleo);
  await ada.program.trpc.message.delete.mutate({ messageId });
  await cleo.reload();
  await expect(forwarded).toContainText(`↪ ${ada.name}`);
  await expect(forwarded).not.toContainText('Harvest');
});
