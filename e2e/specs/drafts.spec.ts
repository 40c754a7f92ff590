import { expect, test } from '../src/fixtures/test.ts';
import { textFile } from '../src/pages/files.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[Y1] what one begins to write is on one’s other device, in one view, and gone from both when it is sent @phone', async ({
  users,
  conversation,
  another,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const laptop = await another(ada);
  await Promise.all([ada.open(talk), laptop.open()]);
  await ada.composer.text.fill('The tomatoes');
  await expect(laptop.conversations.row('Garden')).toContainText('The tomatoes');
  await laptop.page.getByRole('link', { name: /^Drafts & sent later/ }).click();
  const card = laptop.page.getByRole('main').getByRole('link', { name: /The tomatoes/ });
  await expect(card).toContainText('Garden');
  await axeInEachLook(laptop);
  await card.click();
  await expect(laptop.composer.text).toHaveValue('The tomatoes');
  await laptop.composer.send('The tomatoes are ripe');
  await expect(laptop.timeline.message('The tomatoes are ripe')).toBeVisible();
  await expect(ada.timeline.message('The tomatoes are ripe')).toBeVisible();
  await expect(ada.composer.text).toHaveValue('');
});

test('[Y1][Y2] written without a network on two devices, both texts are there; the other one is offered', async ({
  users,
  conversation,
  another,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const laptop = await another(ada);
  await Promise.all([ada.open(talk), laptop.open(talk)]);
  await expect(ada.composer.text).toBeFocused();
  await network.cut(ada);
  await expect(ada.condition.unreachable).toBeVisible();
  await ada.composer.text.fill('from the phone');
  await laptop.composer.text.fill('from the laptop');
  await expect(async () => {
    const { drafts } = await ada.program.trpc.draft.list.query({});
    expect(drafts.map(({ body }) => body)).toEqual(['from the laptop']);
  }).toPass();
  await network.restore(ada);
  const offer = ada.page.getByRole('status').filter({ hasText: 'Written on another device' });
  await expect(offer).toContainText('from the laptop');
  await expect(ada.composer.text).toHaveValue('from the phone');
  await axeInEachLook(ada);
  await offer.getByRole('button', { name: 'Add it' }).click();
  await expect(ada.composer.text).toHaveValue('from the phone\nfrom the laptop');
  await expect(offer).toBeHidden();
});

test('[Y1] a discarded draft is gone on every device, and comes back by undoing', async ({
  users,
  conversation,
  another,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const laptop = await another(ada);
  await ada.open(talk);
  await ada.composer.text.fill('The tomatoes');
  await laptop.page.goto('/drafts');
  const main = laptop.page.getByRole('main');
  await main.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(main).toContainText('Nothing begun');
  await expect(ada.composer.text).toHaveValue('');
  await laptop.page.getByRole('button', { name: 'Undo' }).click();
  await expect(main).toContainText('The tomatoes');
  await expect(ada.composer.text).toHaveValue('The tomatoes');
});

test('[Y7] files that wait without a text are marked in the list and stand among the drafts, over a reload; they lead back @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ben, 'What do they look like?');
  await ada.open(talk);
  await ada.files.pick(textFile('tomatoes.txt', 'red'), textFile('beans.txt', 'green'));
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(2);
  if (isMobile) await ada.header.back.click();
  else await ada.conversations.region.getByRole('link', { name: 'Threads' }).click();
  const row = ada.conversations.row('Garden');
  await expect(row.getByRole('img', { name: 'Draft' })).toBeVisible();
  await expect(row).toContainText('2 files');
  await ada.open();
  await expect(row.getByRole('img', { name: 'Draft' })).toBeVisible();

  const drafts = ada.page.getByRole('link', { name: /^Drafts & sent later/ });
  await expect(drafts).toContainText('One draft');
  await drafts.click();
  const main = ada.page.getByRole('main');
  const card = main.getByRole('link', {
    name: /^Garden .*2 files: tomatoes\.txt, beans\.txt Files wait on this device only\.$/,
  });
  await expect(card).toBeVisible();
  await axeInEachLook(ada);
  await main.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(main).toContainText('Nothing begun');
  await ada.page.getByRole('button', { name: 'Undo' }).click();
  await card.click();
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(2);
  await ada.composer.send('Like these');
  await expect(ada.timeline.message('Like these')).toBeVisible();
  if (isMobile) await ada.header.back.click();
  await expect(row).toContainText('Like these');
  await expect(row.getByRole('img', { name: 'Draft' })).toBeHidden();
});
