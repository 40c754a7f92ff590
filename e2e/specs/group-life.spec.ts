import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[W1] group life: made, named anew, people added, made admin, removed; each sees it at once @phone', async ({
  users,
}) => {
  const [ada, ben, cleo] = await users(3);
  await ada.open();
  const group = await ada.conversations.newGroup();
  await group.create({ name: 'Book club', topic: 'What we read', people: [ben.name] });
  await expect(ada.header.title).toHaveText('Book club');

  await ben.open();
  await ben.conversations.open('Book club');
  await ben.header.members.click();
  await expect(ben.members.row(ada.name)).toContainText('Owner');
  await expect(ben.members.addButton).toBeHidden();

  await ada.header.members.click();
  await axe(ada);
  await ada.members.act(ben.name, 'Make admin');
  await expect(ada.members.row(ben.name)).toContainText('Admin');
  await expect(ben.members.row(ben.name)).toContainText('Admin');

  const adding = await ben.members.adding();
  await adding.people.take(cleo.name);
  await axeInEachLook(ben);
  await adding.button('Add').click();
  await expect(ada.members.row(cleo.name)).toBeVisible();
  // On a phone the members are in front of what is said.
  for (const one of [ada, ben]) await one.members.closeButton.click();
  await cleo.open();
  await cleo.conversations.open('Book club');
  await cleo.composer.send('Thanks for having me');
  await expect(ada.timeline.message('Thanks for having me')).toBeVisible();

  await ben.header.menu('Rename or change topic');
  const rename = ben.dialog('Rename or change topic');
  await rename.box.getByLabel('Name', { exact: true }).fill('Reading circle');
  await axeInEachLook(ben);
  await rename.button('Save').click();
  for (const one of [ada, ben, cleo]) await expect(one.header.title).toHaveText('Reading circle');

  for (const one of [ada, ben]) await one.header.members.click();
  await ben.members.act(cleo.name, 'Remove from the conversation');
  await expect(cleo.page.getByRole('heading', { name: 'You are no longer a member of Reading circle' })).toBeVisible();
  await axeInEachLook(cleo);
  await expect(cleo.conversations.row('Reading circle')).toBeHidden();
  await expect(ada.members.row(cleo.name)).toBeHidden();
});

test('the last owner cannot leave; after making another one they can', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  await conversation({ members: [ada, ben], title: 'Climbing' });
  await ada.open();
  await ada.conversations.open('Climbing');
  await ada.header.menu('Leave');
  const leave = ada.dialog('Leave Climbing?');
  await leave.button('Leave').click();
  await expect(leave.box.getByRole('alert')).toHaveText(/needs an owner/);
  await leave.button('Cancel').click();

  await ada.header.members.click();
  await ada.members.act(ben.name, 'Make owner');
  await expect(ada.members.row(ben.name)).toContainText('Owner');
  await ada.header.menu('Leave');
  await leave.button('Leave').click();
  await expect(ada.conversations.row('Climbing')).toBeHidden();
  await ben.open();
  await expect(ben.conversations.row('Climbing')).toBeVisible();
});

test('a channel is made, found by whoever looks for it, joined, left and joined again @phone', async ({ users }) => {
  const [ada, ben] = await users(2);
  const title = `Harbour ${ada.name}`;
  await ada.open();
  await (await ada.conversations.newChannel()).create({ name: title, topic: 'Ships and tides', people: [] });
  await expect(ada.header.title).toHaveText(title);
  await ada.composer.send('Welcome aboard');
  await expect(ada.timeline.message('Welcome aboard')).toHaveAttribute('data-seq', /\d/);

  await ben.open();
  const browse = await ben.conversations.browseChannels();
  await axe(ben);
  await browse.join(title);
  await expect(ben.header.title).toHaveText(title);
  await expect(ben.timeline.message('Welcome aboard')).toBeVisible();
  // On a phone too one sees that it is a channel.
  await expect(ben.header.sign('Hash').filter({ visible: true })).toHaveCount(1);

  await ben.header.menu('Leave');
  await ben.dialog(`Leave ${title}?`).button('Leave').click();
  await expect(ben.conversations.row(title)).toBeHidden();
  await (await ben.conversations.browseChannels()).join(title);
  await expect(ben.timeline.message('Welcome aboard')).toBeVisible();
});

test('[A1] a stranger with the link learns nothing, not even that there is something', async ({
  users,
  conversation,
}) => {
  const [ada, ben, eve] = await users(3);
  const talk = await conversation({ members: [ada, ben], title: 'Surprise party' });
  await talk.say(ada, 'Do not tell');
  const words: string[] = [];
  for (const id of [talk.id, crypto.randomUUID()]) {
    await eve.open({ id });
    await expect(eve.page.getByRole('heading', { name: 'There is nothing here for you' })).toBeVisible();
    await expect(eve.timeline.message('Do not tell')).toBeHidden();
    words.push(await eve.page.getByRole('main').innerText());
  }
  expect(words[0]).toBe(words[1]);
  await axeInEachLook(eve);
});
