import { expect, test } from '../src/fixtures/test.ts';
import { Keyboard } from '../src/pages/keyboard.ts';

test('days and what happened stand between messages; what one person says at once has one head; after midnight today is yesterday', async ({
  clock,
  users,
  conversation,
  history,
}) => {
  const [ada, ben, cleo] = await users(3);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await history(talk, 2);
  const { conversation: change, message } = ada.program.trpc;
  const id = { conversationId: talk.id };
  const plan = await talk.say(ben, 'The plan');
  await talk.say(ben, 'And the rest of it');
  await change.update.mutate({ ...id, title: 'Kitchen garden' });
  await change.addMembers.mutate({ ...id, userIds: [cleo.id] });
  await change.setRole.mutate({ ...id, userId: ben.id, role: 'admin' });
  await message.pin.mutate({ messageId: plan.messageId, on: true });
  await cleo.program.trpc.conversation.leave.mutate(id);
  await ada.open(talk);
  const { timeline } = ada;
  const rows = timeline.region.getByRole('listitem');

  const told = [
    `${ada.name} named this conversation “Kitchen garden”.`,
    `${ada.name} added ${cleo.name}.`,
    `${ada.name} made ${ben.name} an admin.`,
    `${ada.name} pinned a message.`,
    `${cleo.name} left.`,
  ];
  for (const words of told) await expect(timeline.region).toContainText(new RegExp(words.replaceAll(' ', '\\W+')));
  const days = timeline.region.getByRole('heading', { level: 2 });
  // It was begun now, and has a history of before.
  await expect(days).toHaveText(['Today', /^Friday,? 30 October$/, 'Today']);
  await expect(rows.filter({ hasText: 'The plan' }).getByRole('heading')).toHaveText('Today');
  // Who goes on has no head: the time is there for who points at it, and in full.
  const times = ['The plan', 'the rest'].map((text) => timeline.message(text).locator('time'));
  for (const [at, time] of times.entries()) {
    await expect(time).toHaveCSS('opacity', at === 0 ? '1' : '0');
    await time.hover();
    await expect(time).toHaveCSS('opacity', '1');
    await expect(time).toHaveAttribute('title', /^\w+day,? \d+ \w+ \d{4} at \d\d:\d\d$/);
  }

  await clock.forward(24 * 3_600_000);
  await expect(days).toHaveText(['Yesterday', /^Friday,? 30 October$/, 'Yesterday']);
});

test('[V3] each key of a message does what the help says, and Esc in a conversation marks it as read', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const { seq } = await talk.say(ben, 'The **plan**');
  await ada.device.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ada.device.origin });
  await ada.open(talk);
  const keys = new Keyboard(ada.page);
  const plan = ada.timeline.message('The plan');
  const copied = (): Promise<string> => ada.page.evaluate(() => navigator.clipboard.readText());

  await test.step('C copies its text, the menu copies its address', async () => {
    await plan.focus();
    await keys.press('c');
    await expect.poll(copied).toBe('The **plan**');
    await ada.timeline.act('The plan', 'Copy link');
    await expect.poll(copied).toBe(`${ada.device.origin}/c/${talk.id}/m/${seq}`);
  });

  await test.step('P pins it and takes the pin off', async () => {
    await plan.focus();
    await keys.press('p');
    await expect(plan).toContainText('Pinned');
    await keys.press('p');
    await expect(plan).not.toContainText('Pinned');
  });

  await test.step('F asks where to forward it to', async () => {
    await keys.press('f');
    const forward = ada.dialog('Forward a message');
    await expect(forward.box).toBeVisible();
    await keys.press('Escape');
    await expect(forward.box).toBeHidden();
    await keys.isOn(plan);
  });

  await test.step('U marks it unread, Esc all of the conversation read', async () => {
    await keys.press('u');
    await expect(ada.conversations.unread('Garden', 1)).toBeVisible();
    await expect(ada.page).toHaveTitle(/^\(1\) /);
    await keys.press('Escape');
    await keys.isOn(ada.composer.text);
    await keys.press('Escape');
    await expect(ada.conversations.unread('Garden', 1)).toBeHidden();
    await expect(ada.page).toHaveTitle(/^[^(]/);
  });

  await test.step('? tells all keys, with Enter and Shift+Enter as one has them', async () => {
    await ada.page.evaluate(() => localStorage.setItem('nova-settings', JSON.stringify({ enterSends: false })));
    await ada.reload();
    await plan.focus();
    await keys.press('?');
    const help = ada.dialog('Keyboard').box;
    const keyOf = (what: string) => help.locator('dt', { hasText: new RegExp(`^${what}$`) }).locator('xpath=..');
    await expect(keyOf('Send')).toContainText('Shift+Enter');
    await expect(keyOf('New line')).toHaveText(/New lineEnter$/);
    await expect(keyOf('Strikethrough')).toContainText('Ctrl+Shift+X');
  });
});
