import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

const tombstone = 'This message was deleted.';
const secret = 'The code is 4711';

test('[O9] a deletion can be taken back for five seconds, then it leaves by itself @phone', async ({
  clock,
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ada, secret);
  await ada.open(talk);
  await ben.open(talk);
  await expect(ben.timeline.message(secret)).toBeVisible();

  await ada.timeline.act(secret, 'Delete');
  await ada.timeline.undo.click();
  await expect(ada.timeline.message(secret)).toBeVisible();
  await clock.forward(5_000);
  await talk.say(ada, 'Still here');
  await expect(ben.timeline.message('Still here')).toBeVisible();
  await expect(ben.timeline.message(secret)).toBeVisible();

  await ada.timeline.act(secret, 'Delete');
  await expect(ada.timeline.message(tombstone)).toBeVisible();
  await clock.forward(5_000);
  await expect(ben.timeline.message(tombstone)).toBeVisible();
  await expect(ada.timeline.undo).toBeHidden();
  await axe(ada);
});

test('[O9] the row of a conversation says what its end says: deleted at once, said again when it is taken back', async ({
  clock,
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Safe' });
  await talk.say(ada, secret);
  await ada.open(talk);
  const row = ada.conversations.row('Safe');
  await expect(row).toContainText(secret);

  await ada.timeline.act(secret, 'Delete');
  await expect(ada.timeline.undo).toBeVisible();
  await expect(row).toContainText(tombstone);
  await ada.timeline.undo.click();
  await expect(row).toContainText(secret);

  await ada.timeline.act(secret, 'Delete');
  await expect(row).toContainText(tombstone);
  await clock.forward(5_000);
  await expect(ada.timeline.undo).toBeHidden();
  await expect(row).toContainText(tombstone);
});

test('[O9][X1] a held deletion survives a reload, and time without a network', async ({
  clock,
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ada, secret);
  await ada.open(talk);
  await ben.open(talk);
  await expect(ben.timeline.message(secret)).toBeVisible();
  await network.goOffline(ada);
  await ada.timeline.act(secret, 'Delete');
  await expect(ada.timeline.undo).toBeVisible();
  await ada.reload();
  await expect(ada.timeline.message(tombstone)).toBeVisible();
  await expect(ada.timeline.message(secret)).toBeHidden();
  await clock.forward(6_000);
  // It is not taken back by time, but still can be by hand: it has not left.
  await expect(ada.timeline.undo).toBeVisible();
  await expect(ben.timeline.message(secret)).toBeVisible();
  await network.restore(ada);
  await expect(ben.timeline.message(tombstone)).toBeVisible();
});

test('[X1][W5] a message goes while others look at it, edit, answer and react to it, or are away: nobody keeps its text', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben, cleo, dan] = await users(4);
  const talk = await conversation({ members: [ben, ada, cleo, dan], title: 'Team' });
  await talk.say(ben, 'Good morning');
  const { messageId } = await talk.say(ada, secret);
  const everybody = [ada, ben, cleo, dan];
  for (const one of everybody) {
    await one.open(talk);
    await expect(one.timeline.message(secret)).toBeVisible();
  }
  for (const one of [cleo, dan]) await expect.poll(() => one.kept()).toContain(secret);
  await ada.timeline.act(secret, 'Edit');
  await ada.composer.text.fill('The number is in the safe');
  await cleo.timeline.act(secret, 'Reply');
  await cleo.composer.text.fill('Thank you!');
  await network.goOffline(dan);
  await dan.timeline.act(secret, 'React with 👍');
  await expect(dan.timeline.message(secret).getByRole('button', { name: /👍 by/ })).toBeVisible();

  await ben.program.trpc.message.delete.mutate({ messageId });
  for (const one of [ada, ben, cleo]) {
    await expect(one.timeline.message(tombstone)).toBeVisible();
    await expect(one.timeline.message(secret)).toBeHidden();
  }
  await network.restore(dan);
  await expect(dan.timeline.message(tombstone)).toBeVisible();
  await expect(dan.timeline.failure(tombstone)).toContainText('The reaction was not saved. The message was deleted.');
  await dan.timeline.failure(tombstone).getByRole('button', { name: 'Discard' }).click();
  await expect(dan.timeline.failure(tombstone)).toBeHidden();

  await expect(ada.page.getByText('The message was deleted; your text is still here.')).toBeVisible();
  await axe(ada);
  await ada.page.getByRole('button', { name: 'Send as a new message' }).click();
  await expect(cleo.timeline.message('The number is in the safe')).toBeVisible();

  await expect(cleo.composer.text).toHaveValue('Thank you!');
  await cleo.composer.sendButton.click();
  const refused = cleo.timeline.failure('Thank you!');
  await expect(refused).toContainText('Not sent. The message you replied to was deleted.');
  await refused.getByRole('button', { name: 'Send as a new message' }).click();
  await expect(ada.timeline.message('Thank you!')).toBeVisible();
  await expect(cleo.timeline.message('Thank you!')).toHaveCount(1);

  for (const one of everybody) {
    await expect(one.page.getByText(secret)).toHaveCount(0);
    await expect.poll(() => one.kept(), 'on the device').not.toContain(secret);
  }
});
