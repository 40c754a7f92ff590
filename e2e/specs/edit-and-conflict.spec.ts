import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('[W3][O4] edited offline here and elsewhere meanwhile: both texts are shown, one is chosen, history tells all @phone', async ({
  users,
  another,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ada, 'Meet at six');
  const laptop = await another(ada);
  for (const screen of [ada, laptop, ben]) {
    await screen.open(talk);
    await expect(screen.timeline.message('Meet at six')).toBeVisible();
  }
  await network.goOffline(ada);
  await ada.timeline.act('Meet at six', 'Edit');
  await ada.composer.save('Meet at seven, by the gate');
  await expect(ada.timeline.message('Meet at seven, by the gate')).toBeVisible();
  await laptop.timeline.act('Meet at six', 'Edit');
  await laptop.composer.save('Meet at half past six');
  await expect(ben.timeline.message('Meet at half past six')).toBeVisible();

  await network.restore(ada);
  const failure = ada.timeline.failure('Meet at half past six');
  await expect(failure).toContainText('The change was not saved. The message was changed in the meantime.');
  await ada.reload();
  const conflict = ada.dialog('Changed in two places');
  await failure.getByRole('button', { name: 'Compare' }).click();
  await expect(conflict.box).toContainText('Meet at half past six');
  await expect(conflict.box.getByLabel('Yours')).toHaveValue('Meet at seven, by the gate');
  await axe(ada);
  await conflict.button('Close').click();
  await failure.getByRole('button', { name: 'Compare' }).click();
  await conflict.box.getByLabel('Yours').fill('Meet at half past six, by the gate');
  await conflict.button('Use mine').click();

  const settled = 'Meet at half past six, by the gate';
  for (const screen of [ada, laptop, ben]) await expect(screen.timeline.message(settled)).toBeVisible();
  await expect(ada.timeline.failure(settled)).toBeHidden();
  await ben.timeline.message(settled).getByRole('button', { name: '(edited)' }).click();
  const versions = ben.dialog('Earlier versions').box.getByRole('listitem');
  await expect(versions).toHaveCount(3);
  await expect(versions.nth(0).locator('ins')).toHaveText(/by the gate/);
  await expect(versions.nth(1).locator('ins')).toHaveText(/half past/);
  await expect(versions.nth(2)).toContainText('Meet at six');
  await axe(ben);
});

test('[W3] a message that changes while one edits it says so; what is there can be kept', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const { messageId } = await talk.say(ada, 'Red or blue?');
  await ada.open(talk);
  await ada.timeline.act('Red or blue?', 'Edit');
  await ada.composer.text.fill('Red, blue or green?');
  await ada.program.trpc.message.edit.mutate({ messageId, expectedVersion: 1, body: 'Red or yellow?' });
  await expect(ada.page.getByText('It was changed elsewhere meanwhile.')).toBeVisible();
  await expect(ada.composer.text).toHaveValue('Red, blue or green?');
  await ada.composer.saveButton.click();

  await ada.timeline.failure('Red or yellow?').getByRole('button', { name: 'Compare' }).click();
  const conflict = ada.dialog('Changed in two places');
  await expect(conflict.box.getByLabel('Yours')).toHaveValue('Red, blue or green?');
  await conflict.button('Keep what is there').click();
  await expect(ada.timeline.failure('Red or yellow?')).toBeHidden();
  await ben.open(talk);
  await expect(ben.timeline.message('Red or yellow?')).toBeVisible();
});

test('[W4][O4] past the edit window the change is refused in words, and its text can go as a message of its own', async ({
  users,
  conversation,
  server,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ada, 'See you on Monday');
  await server.restart({ EDIT_WINDOW_MS: '0' });
  await ada.open(talk);
  await ben.open(talk);
  await ada.timeline.act('See you on Monday', 'Edit');
  await ada.composer.save('See you on Tuesday');

  const failure = ada.timeline.failure('See you on Monday');
  await expect(failure).toContainText('The change was not saved. This message can no longer be edited.');
  await failure.getByRole('button', { name: 'Send as a new message' }).click();
  for (const screen of [ada, ben])
    await expect(screen.timeline.message('See you on')).toHaveText([/Monday/, /Tuesday/]);
  await expect(failure).toBeHidden();
});
