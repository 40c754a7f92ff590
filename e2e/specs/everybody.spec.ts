import { expect, test } from '../src/fixtures/test.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[G1][G3] @channel is offered, shown as a mention to everybody, and counted for those who are mentioned @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cem] = await users(3);
  const talk = await conversation({ members: [ada, ben, cem], title: 'Garden' });
  await ada.open(talk);
  await ben.open();
  await ada.composer.text.fill('Tea in the garden ');
  await ada.composer.text.pressSequentially('@cha');
  const offer = ada.page.getByRole('option', { name: /@channel/ });
  await expect(offer).toContainText('Everybody in this conversation · 2 people');
  await axeInEachLook(ada);
  await offer.click();
  await expect(ada.composer.text).toHaveValue('Tea in the garden @channel ');
  await ada.composer.sendButton.click();
  // Two are few: nobody is asked.
  await expect(
    ada.timeline.message('Tea in the garden').getByTitle('Mentions everybody in this conversation'),
  ).toBeVisible();
  await ben.page.goto('/mentions');
  await expect(ben.page.getByRole('main').getByRole('listitem')).toHaveText([/Tea in the garden/]);
  await expect
    .poll(async () => (await cem.program.trpc.conversation.list.query()).map(({ mentions }) => mentions))
    .toEqual([1]);
});

test('[G4] from six others on, one is told how many are notified, and asked; who may not is told that', async ({
  users,
  conversation,
}) => {
  const [ada, ben, ...others] = await users(7);
  const talk = await conversation({ members: [ada, ben, ...others], title: 'Garden' });
  await ada.open(talk);
  await ada.composer.text.fill('Tea, @channel!');
  await ada.page.keyboard.press('Enter');
  const dialog = ada.page.getByRole('dialog', { name: 'Notify 6 people?' });
  await expect(dialog).toContainText('mentions everybody in Garden');
  await axeInEachLook(ada);
  await ada.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(ada.composer.text).toHaveValue('Tea, @channel!');
  await expect(ada.composer.text).toBeFocused();
  await ada.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(ada.timeline.message('Tea')).toBeVisible();
  await expect(ada.composer.text).toHaveValue('');

  await ben.open(talk);
  await expect
    .poll(async () => (await ada.program.trpc.conversation.reach.query({ conversationId: talk.id })).here)
    .toBe(1);
  await ada.composer.text.fill('Who is up, @here?');
  await ada.page.keyboard.press('Enter');
  await expect(ada.timeline.message('Who is up').getByTitle('Mentions everybody who was there')).toBeVisible();
  await expect
    .poll(async () => (await ben.program.trpc.message.mentions.query({})).mentions.map(({ body }) => body))
    .toEqual(['Who is up, @here?', 'Tea, @channel!']);
  const [cem] = others;
  expect((await cem?.program.trpc.message.mentions.query({}))?.mentions).toMatchObject([{ body: 'Tea, @channel!' }]);
});
