import type { Locator } from '@playwright/test';
import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';
import { axeInEachLook } from '../src/fixtures/watch/axe.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { Screen } from '../src/pages/screen.ts';

// Looking at a dozen states takes its time on a busy machine.
test.describe.configure({ timeout: 300_000 });

/** A talk with one of everything that a message can be. */
async function oneOfEverything(talk: Talk, ada: Person, ben: Person): Promise<void> {
  const { message } = ben.program.trpc;
  const first = await talk.say(ben, 'Plain words, and an address: https://nova.test/notes');
  await talk.say(ada, `An answer to @${ben.name.split(' ')[0]?.toLowerCase()}`, { replyToId: first.messageId });
  await message.react.mutate({ messageId: first.messageId, emoji: '👍', on: true });
  await ada.program.trpc.message.react.mutate({ messageId: first.messageId, emoji: '👍', on: true });
  await message.pin.mutate({ messageId: first.messageId, on: true });
  await talk.say(
    ben,
    '**bold** *italic* ~~gone~~ `code`\n\n> a quote\n\n- one\n- two\n\n1. first\n\n```ts\nconst at = "here"; // why\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  await talk.say(ada, '🎉');
  const edited = await talk.say(ben, 'With a tpyo');
  await message.edit.mutate({ messageId: edited.messageId, expectedVersion: 1, body: 'Without a typo' });
  const deleted = await talk.say(ben, 'Better not');
  await message.delete.mutate({ messageId: deleted.messageId });
}

/** Also where the system chooses the colours: what is chosen there does not look like what is not. */
async function showsWhatIsChosen({ page }: Screen): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  const fill = (one: Locator): Promise<string> => one.evaluate((element) => getComputedStyle(element).backgroundColor);
  const themes = page.getByRole('group', { name: 'Theme' }).locator('label');
  const sections = page.getByRole('main').getByRole('navigation').getByRole('link');
  const switches = page.getByRole('switch');
  for (const [chosen, other] of [
    [themes.nth(0), themes.nth(1)],
    [sections.filter({ hasText: 'Appearance' }), sections.filter({ hasText: 'Sessions' })],
    [switches.and(page.locator(':checked')).first(), switches.and(page.locator(':not(:checked)')).first()],
  ] as const)
    expect(await fill(chosen)).not.toBe(await fill(other));
  await page.emulateMedia({ forcedColors: 'none' });
}

test('[V4] axe finds nothing in a conversation, whatever is in it and open over it @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Everything' });
  await oneOfEverything(talk, ada, ben);
  await ada.open(talk);
  await expect(ada.timeline.message('Without a typo')).toBeVisible();
  await expect(ada.timeline.region.locator('pre')).toBeVisible();

  await test.step('read', () => axeInEachLook(ada, { highContrast: true }));

  await test.step('a message with its tools, its menu, the emoji', async () => {
    const line = ada.timeline.message('Without a typo');
    await line.focus();
    await ada.page.keyboard.press('Enter');
    await expect(ada.page.getByRole('menu')).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.keyboard.press('Escape');
    await expect(ada.page.getByRole('menu')).toBeHidden();
    await ada.page.keyboard.press('+');
    await expect(ada.page.getByRole('gridcell').first()).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.keyboard.press('Escape');
  });

  await test.step('what it said before', async () => {
    await ada.timeline.message('Without a typo').getByRole('button', { name: '(edited)' }).click();
    const before = ada.dialog('Earlier versions');
    await expect(before.box.getByText('First version')).toBeVisible();
    await axeInEachLook(ada);
    await before.button('Close').click();
  });

  await test.step('writing: completion, an answer, an edit, too much', async () => {
    await ada.composer.text.fill('@');
    await ada.composer.text.press('End');
    await ada.composer.text.pressSequentially(ben.name.slice(0, 2).toLowerCase());
    await expect(ada.page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    await axeInEachLook(ada);
    await ada.composer.text.press('Escape');
    await ada.composer.text.fill('word '.repeat(4_000));
    await ada.timeline.message('Without a typo').focus();
    await ada.page.keyboard.press('r');
    await axeInEachLook(ada);
    await ada.composer.text.fill('');
    await ada.composer.text.press('Escape');
    await ada.composer.text.press('ArrowUp');
    await expect(ada.page.getByText('Editing a message')).toBeVisible();
    await axeInEachLook(ada);
    await ada.composer.text.press('Escape');
  });

  await test.step('members, and what one can do with them', async () => {
    await ada.header.members.click();
    await ada.members.actions(ben.name).click();
    await expect(ada.page.getByRole('menu')).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.keyboard.press('Escape');
    await ada.members.region.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('search, with hits', async () => {
    await ada.header.search.click();
    const panel = ada.page.getByRole('complementary', { name: 'Search' });
    await expect(ada.search.section('Narrow down')).toBeVisible();
    await axeInEachLook(ada, { highContrast: true });
    await ada.search.field.fill('words from:me has:nonsense in:');
    await expect(ada.search.suggestions.first()).toBeVisible();
    await axeInEachLook(ada, { highContrast: true });
    await ada.search.field.fill('words');
    await ada.search.chip('has:nonsense').click();
    await ada.search.chip('From Me').click();
    await expect(ada.search.hits.first()).toBeVisible();
    await axeInEachLook(ada, { highContrast: true });
    await ada.search.field.fill('words that nobody says');
    await expect(ada.search.told).toContainText('Nothing found');
    await axeInEachLook(ada, { highContrast: true });
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('what one can do in the conversation', async () => {
    await ada.header.region.getByRole('button', { name: 'Conversation menu' }).click();
    await expect(ada.page.getByRole('menu')).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.getByRole('menu').getByText('Leave').click();
    await expect(ada.dialog(/^Leave/).box).toBeVisible();
    await axeInEachLook(ada);
    await ada
      .dialog(/^Leave/)
      .button('Cancel')
      .click();
  });

  await test.step('the conversations, unread and with a mention', async () => {
    if (isMobile) await ada.header.back.click();
    else await ada.open();
    await talk.say(ben, `@${ada.name.toLowerCase().replace(' ', '.')} look`);
    await expect(ada.conversations.row('Everything').getByRole('img')).not.toHaveCount(0);
    await axeInEachLook(ada);
    await ada.conversations.meButton.click();
    await expect(ada.page.getByRole('menu')).toBeVisible();
    await axeInEachLook(ada);
  });
});

test('[V4] axe finds nothing on the way in, in the settings, in windows, and where nothing is @phone', async ({
  users,
  people,
}) => {
  const [ada, ben] = await users(2);
  const stranger = new Screen(await (await people.stranger()).device.context.newPage());
  for (const way of ['/sign-in', '/sign-up']) {
    await stranger.page.goto(way);
    await expect(stranger.entry.email).toBeVisible();
    await axeInEachLook(stranger, { highContrast: way === '/sign-up' });
  }
  await ada.open();
  await expect(ada.home.heading).toBeVisible();
  await axeInEachLook(ada);
  await ada.program.trpc.notification.setSettings.mutate({
    keywords: ['release'],
    quiet: { from: 1_200, to: 480, days: [1, 2, 3], zone: 'Europe/Berlin' },
  });
  for (const section of ['profile', 'notifications', 'sessions', 'appearance', 'data'] as const) {
    await ada.settings.open(section);
    if (section === 'notifications') await expect(ada.page.getByRole('checkbox', { name: 'Monday' })).toBeAttached();
    // The pane scrolls; the window is as high as the screen, also for what only a screen reader sees.
    expect(await ada.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    await axeInEachLook(ada, { highContrast: section === 'appearance' });
    if (section === 'appearance') await showsWhatIsChosen(ada);
  }
  await ada.open();
  await ada.conversations.newMessage();
  await ada.conversations.dialogs.newMessage.people.input.fill(ben.name);
  await expect(ada.conversations.dialogs.newMessage.people.options.first()).toBeVisible();
  await axeInEachLook(ada);
  await ada.page.keyboard.press('Escape');
  for (const begin of ['newGroup', 'newChannel', 'browseChannels'] as const) {
    const { box } = await ada.conversations[begin]();
    await expect(box).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.keyboard.press('Escape');
    await expect(box).toBeHidden();
  }
  for (const [key, name] of [
    ['ControlOrMeta+k', 'Quick switcher'],
    ['?', 'Keyboard'],
  ] as const) {
    await ada.page.keyboard.press(key);
    await expect(ada.dialog(name).box).toBeVisible();
    await axeInEachLook(ada);
    await ada.page.keyboard.press('Escape');
    await expect(ada.dialog(name).box).toBeHidden();
  }
});

test('[V4] axe finds nothing when something is wrong: offline, not sent, changed in two places, gone @phone', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ben, ada], title: 'Trouble' });
  const asked = await talk.say(ben, 'Who drives?');
  const said = await talk.say(ada, 'We meet at six');
  await ada.open(talk);
  await expect(ada.timeline.message('at six')).toBeVisible();
  await network.goOffline(ada);
  await ada.timeline.act('at six', 'Edit');
  await ada.composer.save('We meet at seven');
  await ada.timeline.act('Who drives', 'Reply');
  await ada.composer.send('I could');
  await expect(ada.timeline.message('I could')).toBeVisible();
  await axeInEachLook(ada, { highContrast: true });

  await ben.program.trpc.message.delete.mutate({ messageId: asked.messageId });
  const elsewhere = { messageId: said.messageId, expectedVersion: 1, body: 'We meet at half past six' };
  await ada.program.trpc.message.edit.mutate(elsewhere);
  await network.restore(ada);
  await expect(ada.timeline.failure('I could')).toBeVisible();
  await expect(ada.timeline.failure('half past six')).toBeVisible();
  await axeInEachLook(ada, { highContrast: true });
  await ada.timeline.failure('half past six').getByRole('button', { name: 'Compare' }).click();
  const conflict = ada.dialog('Changed in two places');
  await expect(conflict.box).toBeVisible();
  await axeInEachLook(ada);
  await conflict.button('Close').click();

  await ben.program.trpc.conversation.removeMember.mutate({ conversationId: talk.id, userId: ada.id });
  await expect(ada.page.getByRole('heading', { name: /no longer a member/ })).toBeVisible();
  await axeInEachLook(ada);
});
