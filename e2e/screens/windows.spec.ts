import { readFile } from 'node:fs/promises';
import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';
import { test } from '../src/fixtures/test.ts';
import { textFile } from '../src/pages/files.ts';
import { picture } from './picture.ts';
import { openChannels, talkOfTheMorning } from './team.ts';

const drawing = new URL('../../docs/screens/first-run-desktop-light.png', import.meta.url);

/** What opens at a message: its menu, the emoji, what it said before. */
async function atMessages(ada: Person, release: Talk, ben: Person): Promise<void> {
  const { page, timeline } = ada;
  const answer = timeline.message('It needs the position');
  await answer.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reply in thread' }).waitFor();
  await picture(page, 'message-menu');
  await page.keyboard.press('Escape');
  await answer.focus();
  await page.keyboard.press('+');
  await page.getByRole('gridcell').first().waitFor();
  await picture(page, 'emoji-picker');
  await page.keyboard.press('Escape');

  const { messageId } = await release.say(ben, 'The counts match, exept for two channels: #random and #support.');
  const later = ['The counts match, except for two channels: #random and #support.', 'All counts match now.'];
  for (const [at, body] of later.entries())
    await ben.program.trpc.message.edit.mutate({ messageId, expectedVersion: at + 1, body });
  await timeline.message('All counts match now.').getByRole('button', { name: '(edited)' }).click();
  await ada.dialog('Earlier versions').box.getByText('First version').waitFor();
  await picture(page, 'history');
  await page.keyboard.press('Escape');
}

/** What opens where one writes: people to mention, and when to send. */
async function atComposer(ada: Person, name: string): Promise<void> {
  const { page, composer } = ada;
  await composer.text.fill('Could you look at the last one, ');
  await composer.text.pressSequentially(`@${name.slice(0, 2).toLowerCase()}`);
  await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
  await picture(page, 'mention');
  await composer.text.press('Escape');
  await composer.text.fill('Good morning! Are we still on track?');
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('menuitem', { name: 'Another time…' }).click();
  await page.getByRole('dialog', { name: 'Send later' }).getByRole('combobox').waitFor();
  await picture(page, 'send-later');
  await page.keyboard.press('Escape');
  await composer.text.fill('');
}

/** What opens over a conversation: what one is about, where a message goes on to, and taking all of it along. */
async function overTheTalk(ada: Person): Promise<void> {
  const { page } = ada;
  await ada.conversations.me('Set a status');
  await page.getByRole('dialog', { name: 'Your status' }).waitFor();
  await picture(page, 'status');
  await page.keyboard.press('Escape');
  await ada.timeline.act('All counts match', 'Forward');
  await page.getByRole('dialog', { name: 'Forward a message' }).getByText('general').waitFor();
  await picture(page, 'forward');
  await page.keyboard.press('Escape');
  await ada.header.menu('Export …');
  await page.getByRole('dialog', { name: 'Export Release 2.0' }).getByText('A page to read').waitFor();
  await picture(page, 'export');
  await page.keyboard.press('Escape');
}

test('what opens over the app', async ({ users, conversation }) => {
  const [ada, ben, cleo] = await users(3);
  const { page } = ada;
  await openChannels(ben, {
    design: 'How it looks and how it feels',
    incidents: 'What broke, and what we learn from it',
    random: '',
    support: 'Questions that customers ask, and who answers them',
  });
  const release = await conversation({ members: [ada, ben, cleo], title: 'Release 2.0' });
  const general = await conversation({ members: [ben, ada, cleo], title: 'general', kind: 'channel' });
  const direct = await conversation({ members: [ada, ben] });
  await talkOfTheMorning(release, [ada, ben, cleo]);
  await general.say(cleo, 'Lunch at the lake today?');
  await direct.say(ben, 'Got a minute for the numbers?');

  await ada.open();
  await ada.conversations.row('general').waitFor();
  await picture(page, 'home');
  await ada.open(release);
  await ada.timeline.message('On it.').waitFor();
  await atMessages(ada, release, ben);
  await atComposer(ada, ben.name);

  const { box } = await ada.conversations.browseChannels();
  await box.getByText('support', { exact: true }).waitFor();
  await picture(page, 'browse-channels');
  await page.keyboard.press('Escape');
  const message = await ada.conversations.newMessage();
  await message.people.take(ben.name);
  await message.people.input.fill(cleo.name.slice(0, 3));
  await picture(page, 'new-message');
  await page.keyboard.press('Escape');
  const group = await ada.conversations.newGroup();
  await group.box.getByLabel('Name', { exact: true }).fill('Import');
  await group.people.take(cleo.name);
  await picture(page, 'new-group');
  await page.keyboard.press('Escape');

  await overTheTalk(ada);

  await ada.files.pick(
    { name: 'first-run.png', mimeType: 'image/png', buffer: await readFile(drawing) },
    textFile('replay.ts', 'for await (const event of log.from(position)) apply(event);\n'),
    { name: 'counts.ods', mimeType: 'application/octet-stream', buffer: Buffer.alloc(48_213, 1) },
  );
  await ada.files.tray.waitFor();
  await ada.composer.text.fill('The first screen, and how the replay begins');
  await ada.composer.sendButton.click();
  const shown = ada.timeline.message('The first screen').getByRole('button', { name: /^Picture/ });
  await shown.locator('img').waitFor();
  await ada.timeline.message('The first screen').getByRole('progressbar').waitFor({ state: 'hidden' });
  await picture(page, 'files');
  await shown.click();
  await ada.files.viewer.locator('img').waitFor();
  await picture(page, 'file-viewer');
  await page.keyboard.press('Escape');

  await page.goto('/search');
  await ada.search.field.fill('count');
  await ada.search.hits.first().waitFor();
  await picture(page, 'search-everywhere');
});
