import { expect, test } from '../src/fixtures/test.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[T1][T2][T3] a thread beside its conversation: replies, the summary, one that is also sent, the root deleted', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const root = await talk.say(ada, 'Who waters on Friday?');
  await Promise.all([ada.open(talk), ben.open(talk)]);

  await ben.timeline.message('Who waters').focus();
  await ben.page.keyboard.press('t');
  await expect(ben.thread.message('Who waters')).toBeVisible();
  await axeInEachLook(ben);
  await ben.thread.reply('I can');
  await expect(ben.thread.message('I can')).toBeVisible();
  await expect(ben.thread.region.getByRole('listitem').getByRole('heading')).toHaveText(['Today']);
  await expect(ben.timeline.message('I can')).toHaveCount(0);
  await expect(ben.timeline.message('Who waters')).toContainText('One reply');

  await expect(ada.timeline.message('Who waters')).toContainText('One reply');
  await ada.page.getByRole('link', { name: 'One reply' }).click();
  await expect(ada.thread.message('I can')).toBeVisible();
  await ada.thread.alsoSend.check();
  await ada.thread.reply('Thank you, that is settled');
  await expect(ada.thread.alsoSend).not.toBeChecked();
  for (const { timeline, thread } of [ada, ben]) {
    await expect(timeline.message('that is settled')).toContainText('Sent from a thread');
    await expect(thread.message('that is settled')).toHaveCount(1);
    await expect(timeline.message('Who waters')).toContainText('2 replies');
  }
  const first = (await ben.program.trpc.thread.get.query({ rootId: root.messageId })).messages[0]?.id ?? '';
  await talk.say(ada, 'Then it is Friday', { threadRootId: root.messageId, replyToId: first, alsoSend: true });
  // One line says both what it answers and where the rest was said.
  const answer = ben.timeline.message('Then it is Friday');
  await expect(answer).toContainText('I can');
  await answer.getByRole('link', { name: 'Sent from a thread' }).click();
  await expect(ben.thread.message('Then it is Friday')).toBeVisible();

  await ben.program.trpc.message.delete.mutate({ messageId: first });
  await expect(ada.timeline.message('Who waters')).toContainText('2 replies');
  await expect(ada.thread.message('I can')).toHaveCount(0);
  await ada.program.trpc.message.delete.mutate({ messageId: root.messageId });
  await expect(ben.thread.region).toContainText('You can read it, but not reply.');
  await expect(ben.thread.message('that is settled')).toBeVisible();
  await ben.page.keyboard.press('Escape');
  await expect(ben.thread.region).toBeHidden();
});

test('[T4][T5] what one follows is in one view, unread first, on every device; a link leads to a reply @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const root = await talk.say(ada, 'Who waters on Friday?');
  const replies = [];
  for (let n = 1; n <= 60; n++)
    replies.push(await talk.say(ben, `reply number ${n}`, { threadRootId: root.messageId }));
  await ada.open();
  const threads = ada.page.getByRole('link', { name: /^Threads/ });
  await expect(threads).toContainText('One thread with unread replies');
  await threads.click();
  await expect(ada.page.getByRole('heading', { name: 'Threads' })).toBeVisible();
  const card = ada.page.getByRole('main').getByRole('link', { name: /Who waters on Friday/ });
  await expect(card).toContainText('60 unread replies');
  await axeInEachLook(ada);
  await card.click();
  await expect(ada.thread.message('reply number 60')).toBeInViewport();
  await expect.poll(async () => (await ada.program.trpc.thread.list.query({})).threads[0]?.unread).toBe(0);

  await ada.page.goto(`/c/${talk.id}?thread=${root.messageId}&at=${replies[2]?.seq}`);
  await expect(ada.thread.message(/reply number 3\b/)).toBeInViewport();
  await expect(ada.thread.message('Who waters')).toHaveCount(1);

  await ada.thread.region.getByRole('button', { name: 'Stop following this thread' }).click();
  await expect(ada.thread.region.getByRole('button', { name: 'Follow this thread', exact: true })).toBeVisible();
  await expect.poll(async () => (await ada.program.trpc.thread.list.query({})).threads).toEqual([]);
  await ada.thread.region.getByRole('button', { name: 'Follow this thread', exact: true }).click();
  await expect(ada.thread.region.getByRole('button', { name: 'Stop following this thread' })).toBeVisible();
  await expect.poll(async () => (await ada.program.trpc.thread.list.query({})).threads).toMatchObject([{ unread: 0 }]);
});

test('[O1][T2][V3] a reply written offline waits in its thread, over a reload, and is sent once; one that is taken back gives the keyboard on', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const root = await talk.say(ada, 'Who waters on Friday?');
  await talk.say(ben, 'seen before', { threadRootId: root.messageId });
  await ada.open(talk);
  await ada.page.getByRole('link', { name: 'One reply' }).click();
  await expect(ada.thread.message('seen before')).toBeVisible();
  // Until it is noticed, what is on the screen has come to the device.
  await network.goOffline(ada);
  await ada.thread.reply('taken back');
  await ada.thread.reply('written offline');
  await ada.thread.message('taken back').focus();
  await ada.page.keyboard.press('Delete');
  await expect(ada.thread.message('taken back')).toHaveCount(0);
  await expect(ada.thread.message('written offline')).toBeFocused();
  await ada.reload();
  await expect(ada.thread.message('seen before')).toBeVisible();
  await expect(ada.thread.message('written offline')).toBeVisible();
  await expect(ada.timeline.message('written offline')).toHaveCount(0);
  await network.restore(ada);
  const said = async (): Promise<(string | null)[]> =>
    (await ben.program.trpc.thread.get.query({ rootId: root.messageId })).messages.map(({ body }) => body);
  await expect.poll(said, { timeout: 30_000 }).toEqual(['seen before', 'written offline']);
  await expect(ada.condition.unreachable).toBeHidden();
  expect(await said()).toEqual(['seen before', 'written offline']);
});
