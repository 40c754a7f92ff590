import { expect, test } from '../src/fixtures/test.ts';
import { fillMoment } from '../src/pages/fill-moment.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[K1][K2] a message saved by key is on every device, done, to do again; deleted it is gone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ben, ada], title: 'Garden' });
  const plan = await talk.say(ben, 'The plan for Friday');
  await talk.say(ben, 'Bring a spade');
  await ada.open(talk);
  await ada.timeline.message('The plan for Friday').focus();
  await ada.page.keyboard.press('s');
  await expect(ada.timeline.message('The plan for Friday')).toContainText('Saved');
  await expect(ben.timeline.message('The plan for Friday')).toHaveCount(0);

  const tab = await ada.newTab();
  await tab.page.goto('/saved');
  const there = tab.page.getByRole('main').getByRole('article');
  await expect(there).toHaveText([/Garden[\s\S]*The plan for Friday/]);
  await ada.timeline.message('Bring a spade').focus();
  await ada.page.keyboard.press('s');
  await expect(there).toHaveText([/Bring a spade/, /The plan for Friday/]);
  await axeInEachLook(tab);

  await there.filter({ hasText: 'Bring a spade' }).getByRole('button', { name: 'Mark as done' }).click();
  await expect(there).toHaveText([/The plan for Friday/]);
  await expect(ada.timeline.message('Bring a spade')).not.toContainText('Saved');
  await tab.page.getByText('Done', { exact: true }).click();
  await expect(there).toHaveText([/Bring a spade/]);
  await axe(tab);
  await there.getByRole('button', { name: 'Still to do' }).click();
  await expect(tab.page.getByText('Nothing is done yet')).toBeVisible();
  await tab.page.getByText('To do', { exact: true }).click();
  await expect(there).toHaveCount(2);

  await ben.program.trpc.message.delete.mutate({ messageId: plan.messageId });
  await expect(there).toHaveText([/Bring a spade/]);
  await ben.program.trpc.conversation.removeMember.mutate({ conversationId: talk.id, userId: ada.id });
  await expect(there).toHaveText([/You can no longer read this message/]);
  await expect(tab.page.getByRole('main')).not.toContainText('spade');
  await there.getByRole('button', { name: 'Remove from saved' }).click();
  await expect(tab.page.getByText('Nothing to come back to')).toBeVisible();
  await axe(tab);
});

test('[K3][K4] a reminder comes as a word in passing and marks what it is about; it leads to the message @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const plan = await talk.say(ben, 'The plan for Friday');
  await ada.open(talk);
  await ada.timeline.message('The plan for Friday').focus();
  await ada.page.keyboard.press('Enter');
  await ada.page.getByRole('menuitem', { name: 'Remind me…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Remind me of this message' });
  await axeInEachLook(ada);
  await fillMoment(dialog, 'Another date and time', '2020-01-01T10:00');
  await dialog.getByRole('button', { name: 'Set reminder' }).click();
  await expect(dialog).toContainText('This time has passed');
  await dialog.getByRole('button', { name: /In 20 minutes/ }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.page.getByText('You will be reminded')).toBeVisible();
  await ada.page.goto('/saved');
  const card = ada.page.getByRole('main').getByRole('article');
  await expect(card).toContainText('Reminder:');

  // Its time comes: asked for by another device, since nobody waits twenty minutes here.
  const remindAt = new Date(Date.now() - 1_000).toISOString();
  const saving = { done: false, remindAt };
  await ada.program.trpc.message.save.mutate({ messageId: plan.messageId, saving });
  const toast = ada.page.getByRole('status').filter({ hasText: 'Reminder of' });
  await expect(toast).toContainText('The plan for Friday');
  await expect(card).toContainText('Reminded:');
  await axeInEachLook(ada);
  await ada.reload();
  await expect(card).toContainText('Reminded:');
  await expect(toast).toBeHidden();

  await ada.program.trpc.message.save.mutate({
    messageId: plan.messageId,
    saving: { done: false, remindAt: new Date(Date.now() - 500).toISOString() },
  });
  await toast.getByRole('button', { name: 'Open' }).click();
  await expect(ada.timeline.message('The plan for Friday')).toBeInViewport();

  // Not now: it comes again.
  await ada.program.trpc.message.save.mutate({
    messageId: plan.messageId,
    saving: { done: false, remindAt: new Date(Date.now() - 100).toISOString() },
  });
  await axe(ada);
  await toast.getByRole('button', { name: 'In one hour' }).click();
  await expect(toast).toBeHidden();
  await ada.page.goto('/saved');
  await expect(card).toContainText('Reminder:');
});

test('[K1][O1] what is saved offline waits on the device, over a reload, and is saved once there is a way', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ben, 'The plan for Friday');
  await ada.open(talk);
  await expect(ada.timeline.message('The plan for Friday')).toBeVisible();
  await ada.installed();
  await network.cut(ada);
  await expect(ada.condition.unreachable).toBeVisible();
  await ada.timeline.message('The plan for Friday').focus();
  await ada.page.keyboard.press('s');
  await expect(ada.timeline.message('The plan for Friday')).toContainText('Saved');
  await ada.reload();
  await expect(ada.timeline.message('The plan for Friday')).toContainText('Saved');
  await network.restore(ada);
  await expect(ada.condition.unreachable).toBeHidden({ timeout: 30_000 });
  const tab = await ada.newTab();
  await tab.page.goto('/saved');
  await expect(tab.page.getByRole('main').getByRole('article')).toContainText('The plan for Friday');
});
