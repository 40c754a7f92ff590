import { expect, test } from '../src/fixtures/test.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[T6][T7] what is pinned and what mentions one are a click away, and lead to the message @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const plan = await talk.say(ben, 'The plan for Friday: water, weed, rest');
  const me = await ada.program.trpc.user.me.query();
  const root = await talk.say(ada, 'Who waters on Friday?');
  await talk.say(ben, `@${me.handle} I can, in the morning`, { threadRootId: root.messageId });
  await talk.say(ben, `@${me.handle} see the plan`);
  await ada.open(talk);
  await ada.header.menuButton.waitFor();
  await ada.header.pins();
  const pins = ada.page.getByRole('complementary', { name: 'Pinned messages' });
  await expect(pins).toContainText('Nothing is pinned here.');
  await ben.program.trpc.message.pin.mutate({ messageId: plan.messageId, on: true });
  await expect(pins.getByRole('link', { name: /The plan for Friday/ })).toBeVisible();
  await axeInEachLook(ada);
  await pins.getByRole('link', { name: /The plan for Friday/ }).click();
  await expect(ada.timeline.message('The plan for Friday')).toBeInViewport();
  if (await pins.isHidden()) await ada.header.pins();
  await pins.getByRole('button', { name: 'Unpin' }).click();
  await expect(pins).toContainText('Nothing is pinned here.');

  await ada.page.goto('/');
  await ada.page.getByRole('link', { name: 'Mentions' }).click();
  const mentions = ada.page.getByRole('main').getByRole('listitem');
  await expect(mentions).toHaveText([/see the plan/, /in the morning/]);
  await axeInEachLook(ada);
  await mentions.getByRole('link', { name: /in the morning/ }).click();
  await expect(ada.thread.message('in the morning')).toBeInViewport();
});
