import { expect, test } from '../src/fixtures/test.ts';

test('a row tells who is there, what was said and when, what one began to write, what is muted; what waits may stand first', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  await conversation({ members: [ada, ben] });
  const garden = await conversation({ members: [ada, ben], title: 'Garden' });
  await garden.say(ben, '**See** you');
  const { conversations, page } = ada;
  const row = conversations.row('Garden');
  const goElsewhere = (): Promise<void> => conversations.region.getByRole('link', { name: 'Threads' }).click();
  await ada.open();

  await test.step('what was said last, by whom, and when', async () => {
    await expect(row).toContainText(`${ben.name}: See you`);
    await expect(row.locator('time')).toHaveText(/^\d\d:\d\d$/);
  });

  await test.step('whether the other is there', async () => {
    const dot = conversations.isThere(ben.name);
    await expect(dot).toBeHidden();
    await ben.open();
    await expect(dot).toBeVisible();
    await expect(conversations.region.getByRole('link', { name: `${ben.name} Online` })).toBeVisible();
    await ben.page.goto('about:blank');
    await expect(dot).toBeHidden();
  });

  await test.step('what one began to write', async () => {
    await conversations.open('Garden');
    await ada.composer.text.fill('Half a sentence');
    await goElsewhere();
    await expect(row.getByRole('img', { name: 'Draft' })).toBeVisible();
    await expect(row).toContainText('Half a sentence');
  });

  await test.step('of mentions only, the others are not counted in the title; muted, nothing is', async () => {
    const handle = (await ada.program.trpc.user.me.query()).handle;
    await conversations.open('Garden');
    await ada.composer.text.fill('');
    await ada.header.menu('Mentions only');
    await expect(row.getByRole('img', { name: 'Muted' })).toBeHidden();
    await goElsewhere();
    await garden.say(ben, 'Nobody in particular');
    await expect(conversations.unread('Garden', 1)).toBeVisible();
    await expect(page).toHaveTitle(/^[^(]/);
    await garden.say(ben, `@${handle} you`);
    await expect(row.getByRole('img', { name: 'you were mentioned once' })).toHaveText('@1');
    await expect(page).toHaveTitle(/^\(1\) /);
    await conversations.open('Garden');
    await ada.header.menu('Nothing (mute)');
    await expect(row.getByRole('img', { name: 'Muted' })).toBeVisible();
    await goElsewhere();
    await garden.say(ben, `@${handle} and again`);
    await expect(row.getByRole('img', { name: 'you were mentioned once' })).toBeVisible();
    await expect(page).toHaveTitle(/^[^(]/);
  });

  await test.step('what waits to be read stands first for who wants it so', async () => {
    const sections = conversations.region.getByRole('region');
    await ada.program.trpc.conversation.mute.mutate({ conversationId: garden.id, notify: 'all' });
    await expect(page).toHaveTitle(/^\(1\) /);
    await expect(sections.first()).toHaveAccessibleName('Groups');
    await ada.settings.open('appearance');
    await ada.settings.main.getByRole('switch', { name: 'Unread conversations first' }).check();
    await expect(sections.first()).toHaveAccessibleName('Unread');
    await expect(sections.first().getByRole('link')).toHaveText([/Garden/]);
    await conversations.open('Garden');
    await expect(sections.first()).toHaveAccessibleName('Groups');
  });
});
