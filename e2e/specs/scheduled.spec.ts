import { textFile } from '../src/pages/files.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { fillMoment } from '../src/pages/fill-moment.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[Y3][Y4] a message for later: chosen from the menu, changed and sent at once on another device', async ({
  users,
  conversation,
  another,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const laptop = await another(ada);
  await Promise.all([ada.open(talk), ben.open(talk)]);
  await ada.files.pick(textFile('plan.txt', 'Friday: Ben'));
  await expect(ada.files.tray).toContainText('plan.txt');
  await ada.composer.text.fill('Who waters on Friday?');
  await ada.page.getByRole('button', { name: 'Send later' }).click();
  await ada.page.getByRole('menuitem', { name: /^Tomorrow/ }).click();
  await expect(ada.composer.text).toHaveValue('');
  await expect(ada.files.tray).toBeHidden();
  await expect(ada.page.getByText('It will be sent')).toBeVisible();
  await expect(ada.timeline.message('Who waters')).toHaveCount(0);

  await laptop.page.goto('/drafts');
  const later = laptop.page.getByRole('region', { name: 'To be sent' });
  await expect(later).toContainText('Who waters on Friday?');
  await expect(later).toContainText('One file: plan.txt');
  await axeInEachLook(laptop);
  await later.getByRole('button', { name: 'What to do with this message' }).click();
  await laptop.page.getByRole('menuitem', { name: 'Change text or time…' }).click();
  const dialog = laptop.page.getByRole('dialog', { name: 'Change what is sent later' });
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Who waters on Saturday?');
  await axeInEachLook(laptop);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(later).toContainText('Who waters on Saturday?');
  await later.getByRole('button', { name: 'What to do with this message' }).click();
  await laptop.page.getByRole('menuitem', { name: 'Send now' }).click();
  await expect(later).toBeHidden();
  await expect(ben.timeline.message('Who waters on Saturday?')).toHaveCount(1);
  await expect(ben.timeline.message('Who waters on Saturday?')).toContainText('Friday: Ben');
  await expect(ada.timeline.message('Who waters on Saturday?')).toHaveCount(1);
});

test('[Y3] scheduled without a network it waits on the device, over a reload, and is sent once when it is due', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await Promise.all([ada.open(talk), ben.open(talk)]);
  await ada.installed();
  await network.cut(ada);
  await expect(ada.condition.unreachable).toBeVisible();
  await ada.composer.text.fill('Water, please');
  await ada.page.getByRole('button', { name: 'Send later' }).click();
  await ada.page.getByRole('menuitem', { name: 'Another time…' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Send later' });
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await fillMoment(dialog, 'Day and time', `${day}T09:30`);
  await expect(dialog).toContainText('at 09:30');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(dialog).toBeHidden();
  await ada.page.goto('/drafts');
  await expect(ada.page.getByRole('main')).toContainText('Waits on this device for a connection.');
  await network.restore(ada);
  await expect(ada.page.getByRole('main')).not.toContainText('Waits on this device');
  const [wish] = (await ada.program.trpc.scheduled.list.query()).scheduled;
  await ada.program.trpc.scheduled.change.mutate({
    clientId: wish?.clientId ?? '',
    expectedVersion: 1,
    dueAt: new Date().toISOString(),
  });
  await expect(ben.timeline.message('Water, please')).toHaveCount(1);
  await expect(ada.page.getByRole('main')).toContainText('Nothing begun');
});

test('[Y4] what is refused when it is due says why, and becomes a draft again', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const { messageId } = await talk.say(ben, 'soon gone');
  const clientId = crypto.randomUUID();
  await ada.program.trpc.scheduled.create.mutate({
    conversationId: talk.id,
    clientId,
    body: 'an answer',
    replyToId: messageId,
    dueAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await ada.page.goto('/drafts');
  const later = ada.page.getByRole('region', { name: 'To be sent' });
  await expect(later).toContainText('an answer');
  await ben.program.trpc.message.delete.mutate({ messageId });
  await ada.program.trpc.scheduled.change.mutate({ clientId, expectedVersion: 1, dueAt: new Date().toISOString() });
  await expect(later).toContainText('Not sent when it was due.');
  await axe(ada);
  await later.getByRole('button', { name: 'What to do with this message' }).click();
  await ada.page.getByRole('menuitem', { name: 'Make it a draft again' }).click();
  await expect(later).toBeHidden();
  await expect(ada.page.getByRole('region', { name: 'Drafts' })).toContainText('an answer');
});
