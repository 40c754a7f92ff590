import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('[O2][O4] five attempts come to nothing: each message says why, and is sent again, changed or discarded by hand @phone', async ({
  clock,
  talking,
  network,
  isMobile,
}) => {
  const { ada, ben } = await talking();

  const turnedAway = await network.turnAway('message.send', ada);
  for (const text of ['to be retried', 'to be changed', 'to be discarded']) await ada.composer.send(text);
  await expect(ada.condition.saying(/could not be sent yet/)).toBeVisible();
  await clock.forwardUntil(() => ada.timeline.failure('to be').count(), 3);
  expect(turnedAway()).toBe(15);
  for (const text of ['to be retried', 'to be changed', 'to be discarded'])
    await expect(ada.timeline.failure(text)).toContainText('Not sent. The server is not available.');
  await axe(ada);
  await ada.reload();
  await expect(ada.timeline.failure('to be')).toHaveCount(3);
  expect(turnedAway(), 'nothing is tried by itself after that').toBe(15);
  if (!isMobile)
    await expect(
      ada.conversations.row(ben.name).getByRole('img', { name: '3 messages could not be sent' }),
    ).toBeVisible();

  await network.restore(ada);
  await ada.timeline.failure('to be retried').getByRole('button', { name: 'Try again' }).click();
  await expect(ben.timeline.message('to be retried')).toBeVisible();
  await ada.timeline.failure('to be changed').getByRole('button', { name: 'Edit' }).click();
  await expect(ada.composer.text).toHaveValue('to be changed');
  await ada.composer.save('was changed');
  await expect(ben.timeline.message('was changed')).toBeVisible();
  await ada.timeline.failure('to be discarded').getByRole('button', { name: 'Discard' }).click();
  await expect(ada.timeline.message('to be discarded')).toBeHidden();
  await ada.composer.send('after');
  await expect(ben.timeline.message('after')).toBeVisible();
  for (const one of [ada, ben])
    await expect(one.timeline.message(/./)).toHaveText([/before/, /to be retried/, /was changed/, /after/]);
});

test('[O2] hours without a network burn no attempt: nothing leaves until there is a way', async ({
  clock,
  talking,
  network,
}) => {
  const { ada, ben } = await talking();
  await network.goOffline(ada);
  const tried: string[] = [];
  ada.page.on('request', (request) => request.url().includes('/message.send') && tried.push(request.url()));
  await ada.composer.send('patient');
  for (let hour = 0; hour < 12; hour++) {
    const probed = ada.page.waitForEvent('requestfailed');
    await clock.forward(3_600_000);
    await probed;
  }
  await expect(ada.timeline.message('patient')).toBeVisible();
  await expect(ada.timeline.failure('patient')).toBeHidden();
  expect(tried).toEqual([]);
  await network.restore(ada);
  await clock.forward(10_000);
  await expect(ben.timeline.message('patient')).toHaveCount(1);
  expect(tried).toHaveLength(1);
});

test('[O4] removed while offline: each queued message says so and keeps its text; other conversations go on @phone', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const lost = await conversation({ members: [ben, ada], title: 'Lost' });
  const direct = await conversation({ members: [ada, ben] });
  await lost.say(ada, 'Before all this');
  await ada.open(lost);
  await expect(ada.timeline.message('Before all this')).toBeVisible();
  await network.goOffline(ada);
  await ada.composer.send('First for nobody');
  await ada.composer.send('Second for nobody');
  await ada.timeline.act('Before all this', 'Edit');
  await ada.composer.save('Changed for nobody');
  await ada.open(direct);
  await ada.composer.send('For Ben');

  await ben.program.trpc.conversation.removeMember.mutate({ conversationId: lost.id, userId: ada.id });
  await network.restore(ada);
  await ben.open(direct);
  await expect(ben.timeline.message('For Ben')).toBeVisible();
  if (await ada.header.back.isVisible()) await ada.header.back.click();
  await ada.conversations.lost.click();
  await expect(ada.ended.unsent).toHaveText([/First for nobody/, /Second for nobody/, /Changed for nobody/]);
  for (const nth of [0, 1])
    await expect(ada.ended.unsent.nth(nth)).toContainText('Not sent. You are not a member of this conversation.');
  await expect(ada.ended.unsent.nth(2)).toContainText('The change was not saved.');
  await axe(ada);

  await ada.ended.unsent.nth(0).getByRole('button', { name: 'Discard' }).click();
  await expect(ada.ended.unsent).toHaveCount(2);
  // Added again, the conversation comes back before their eyes.
  await ben.program.trpc.conversation.addMembers.mutate({ conversationId: lost.id, userIds: [ada.id] });
  await ada.timeline.failure('Second for nobody').getByRole('button', { name: 'Try again' }).click();
  await ben.open(lost);
  await expect(ben.timeline.message('Second for nobody')).toBeVisible();
});

test('[O3][O4] refused for good, a message says why in words of that reason, and keeps its ways on', async ({
  talking,
  network,
}) => {
  const { ada } = await talking();
  const all = [
    ['FORBIDDEN', 'You may not do this.', ['Try again', 'Edit', 'Discard']],
    ['MESSAGE_DELETED', 'The message you replied to was deleted.', ['Send as a new message', 'Discard']],
    ['CLIENT_ID_REUSED', 'This was already sent as another message.', ['Try again', 'Edit', 'Discard']],
  ] as const;
  let refused = 0;
  await network.refuse('message.send', () => all[refused++]?.[0] ?? 'TOO_LONG', ada);
  for (const [reason, why, ways] of all) {
    await ada.composer.send(`a word on ${reason}`);
    const failure = ada.timeline.failure(reason);
    await expect(failure).toContainText(`Not sent. ${why}`);
    await expect(failure.getByRole('button')).toHaveText(ways);
  }
  await ada.timeline.failure('FORBIDDEN').getByRole('button', { name: 'Try again' }).click();
  await expect(ada.timeline.failure('FORBIDDEN')).toContainText('Not sent. The message is too long.');
  await network.restore(ada);
  await ada.timeline.failure('FORBIDDEN').getByRole('button', { name: 'Try again' }).click();
  await expect(ada.timeline.message('FORBIDDEN')).toHaveAttribute('data-seq', /\d/);
  await expect(ada.timeline.failure('a word on')).toHaveCount(2);
});
