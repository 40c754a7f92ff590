import { test } from '../src/fixtures/test.ts';
import { picture } from './picture.ts';
import { talkOfTheMorning } from './team.ts';

test('what opens over a group', async ({ users, conversation }) => {
  const [ada, ben, cleo, dora] = await users(4);
  const { page } = ada;
  const release = await conversation({ members: [ada, ben, cleo], title: 'Release 2.0' });
  await talkOfTheMorning(release, [ada, ben, cleo]);
  const until = new Date();
  until.setHours(23, 59);
  await ben.program.trpc.user.setStatus.mutate({
    status: { emoji: '📅', text: 'In a meeting', until: until.toISOString() },
  });
  await ben.open(release);
  await ada.open(release);

  await ada.timeline.message('Who takes').getByRole('button', { name: ben.name }).click();
  await ada.dialog(ben.name).box.getByText('Online').waitFor();
  await ada.dialog(ben.name).box.getByText('In a meeting').waitFor();
  await picture(page, 'person');
  await page.keyboard.press('Escape');

  await ada.timeline.act('On it.', 'Remind me…');
  await ada.dialog('Remind me of this message').box.waitFor();
  await picture(page, 'remind');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add a code snippet' }).click();
  const snippet = page.getByRole('dialog', { name: 'Code snippet' });
  await snippet
    .getByRole('textbox', { name: 'Code' })
    .fill('for await (const event of log.from(position)) apply(event);');
  await picture(page, 'snippet');
  await page.keyboard.press('Escape');

  await ada.header.members.click();
  const adding = await ada.members.adding();
  await adding.people.input.fill(dora.name.slice(0, 3));
  await adding.box.getByText(dora.name).waitFor();
  await picture(page, 'add-people');
  await page.keyboard.press('Escape');
  await ada.members.closeButton.click();

  await ada.header.menu('Rename or change topic');
  await ada.dialog('Rename or change topic').box.waitFor();
  await picture(page, 'rename');
  await page.keyboard.press('Escape');
  await ada.header.menu('Leave');
  await page.getByRole('dialog', { name: 'Leave Release 2.0?' }).waitFor();
  await picture(page, 'leave');
});
