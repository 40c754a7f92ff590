import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[S1][S3] a word is found while it is typed; pages follow one another; a hit opens in context, and back leads to what was found @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const other = await conversation({ members: [ada, ben], title: 'Elsewhere' });
  for (let n = 1; n <= 45; n++) await talk.say(ben, `number ${n}${n % 2 === 1 ? ' is odd, a leek' : ''}`);
  await other.say(ben, 'a leek elsewhere');
  await ada.open(other);
  await ada.header.search.click();
  const { search } = ada;
  await search.field.pressSequentially('elsew');
  await expect(search.hits).toHaveText([/a leek elsewhere/]);
  await expect(search.hits.locator('mark')).toHaveText(['elsewhere']);
  await search.field.fill('leek');
  await expect(search.hits).toHaveText([/a leek elsewhere/]);
  await search.region.getByText('Everywhere').click();
  await search.region.getByText('Newest first').click();
  await expect(search.told).toContainText('The first 20 messages found');
  await search.more.click();
  await expect(search.hits).toHaveCount(24);
  await expect(search.told).toContainText('24 messages found');
  await expect(search.more).toBeHidden();
  await expect(search.hits.last()).toContainText('Garden');
  // What was found is there again before the server has been asked.
  const answering = Promise.withResolvers<void>();
  await ada.page.route(/\/api\/trpc\/message\.search/, async (route) => {
    await answering.promise;
    await route.continue();
  });
  await search.hits.last().click();
  await expect(ada.timeline.message(/number 1 is odd/)).toHaveAttribute('aria-current', 'true');
  await expect(ada.timeline.message(/number 2$/)).toBeInViewport();
  if (isMobile) {
    await expect(search.region).toBeHidden();
    await ada.page.goBack();
  }
  await expect(search.field).toHaveValue('leek');
  await expect(search.hits).toHaveCount(24);
  // One has gone to what was said, not to what is looked for.
  await expect(search.field).not.toBeFocused();
  answering.resolve();
  await expect(search.told).toContainText('The first 20 messages found');
});

test('[S2][X1] an edit or delete shows in the next search, and highlights are nothing but text', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const { messageId } = await talk.say(ben, 'a <img src=x onerror=alert(1)> radish & <mark>more</mark>');
  const other = await talk.say(ben, 'radish, to be deleted');
  await ada.open(talk);
  await ada.header.search.click();
  const { search } = ada;
  await search.field.fill('radish');
  await expect(search.hits).toHaveCount(2);
  await expect(search.hits.filter({ hasText: '<img src=x onerror=alert(1)>' }).locator('mark')).toHaveText(['radish']);
  await ben.program.trpc.message.edit.mutate({ messageId, expectedVersion: 1, body: 'a turnip' });
  await ben.program.trpc.message.delete.mutate({ messageId: other.messageId });
  await search.region.getByText('Newest first').click();
  await expect(search.told).toContainText('Nothing found');
  await search.field.fill('turnip');
  await expect(search.hits).toHaveText([/a turnip/]);
});

test('[S1] offline this device’s copy is searched and says so; with the network the rest comes by itself @phone', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const unseen = await conversation({ members: [ada, ben], title: 'Unseen' });
  await unseen.say(ben, 'a pumpkin nobody saw');
  await talk.say(ben, 'a pumpkin in the garden');
  await talk.say(ada, 'my pumpkin');
  await ada.open(talk);
  await expect(ada.timeline.message('my pumpkin')).toBeVisible();
  await ada.header.search.click();
  const { search } = ada;
  await search.field.fill('pumpkin');
  await expect(search.hits).toHaveCount(2);
  await network.cut(ada);
  await expect(ada.condition.unreachable).toBeVisible();
  await search.region.getByText('Everywhere').click();
  await expect(search.told).toContainText('this device’s copy was searched, and there may be more');
  await expect(search.hits).toHaveCount(2);
  await search.field.fill('pumpkin from:me ');
  await expect(search.hits).toHaveText([/my pumpkin/]);
  await axe(ada);
  await network.restore(ada);
  await search.chip('From Me').click();
  await expect(search.told).not.toContainText('this device’s copy');
  await expect(search.hits).toHaveCount(3);
});

test('[S1] a server that is busy leaves this device’s copy; an answer that is none is told of, and asked for again', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ben, 'a cabbage');
  await ada.open(talk);
  await ada.header.search.click();
  await network.turnAway('message.search', ada);
  const { search } = ada;
  await search.field.fill('cabbage');
  await expect(search.told).toContainText('this device’s copy');
  await network.restore(ada);
  await network.alter('message.search', () => 'nonsense', ada);
  await search.region.getByText('Newest first').click();
  await expect(search.region.getByRole('alert')).toContainText('Something went wrong');
  await axeInEachLook(ada);
  await network.restore(ada);
  await search.region.getByRole('button', { name: 'Try again' }).click();
  await expect(search.told).toHaveText('One message found');
  await expect(search.hits).toHaveText([/a cabbage/]);
});

test('[S4][O8] recent searches are the person’s, on this device, until they sign out', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ben, 'a carrot');
  await ada.open(talk);
  await ada.header.search.click();
  const { search } = ada;
  await search.field.fill('carrot from:me');
  await expect(search.suggestions).toHaveText([/Me/]);
  await search.field.press('Enter');
  await expect(search.chip('From Me')).toBeVisible();
  await search.field.press('Enter');
  await search.chip('From Me').click();
  await search.field.fill('quince');
  await search.field.press('Enter');
  await expect.poll(() => ada.kept()).toContain('quince');
  await ada.reload();
  const recent = search.section('Recent searches');
  await expect(recent.getByRole('listitem')).toHaveText(['quince', 'carrot from:me']);
  await axe(ada);
  await recent.getByRole('button', { name: 'carrot from:me', exact: true }).click();
  await expect(search.chip('From Me')).toBeVisible();
  await expect(search.field).toHaveValue('carrot');
  await ada.reload();
  await recent.getByRole('button', { name: 'Forget “quince”' }).click();
  await expect(recent.getByRole('listitem')).toHaveText(['carrot from:me']);
  expect(await ada.kept()).toContain('carrot from:me');
  await ada.open();
  await ada.conversations.me('Sign out');
  await ada.dialog('Sign out?').button('Sign out').click();
  await expect(ada.entry.email).toBeVisible();
  expect(await ada.kept()).not.toContain('carrot');
});

test('[S1] people, conversations and channels are found by their names; the switcher leads to all messages', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await conversation({ members: [cleo], title: 'Gardeners', kind: 'channel' });
  await talk.say(ben, 'gardening is for everybody');
  await ada.open();
  await expect(ada.conversations.row('Garden')).toBeVisible();
  await ada.page.keyboard.press('Control+f');
  const { search } = ada;
  await expect(search.field).toBeFocused();
  await search.field.fill('garden');
  const others = search.section('People and channels');
  await expect(others.getByRole('link', { name: 'Garden' })).toBeVisible();
  await expect(others.getByRole('button', { name: 'Join Gardeners' })).toBeVisible();
  await axe(ada);
  await search.field.fill(cleo.name);
  await others.getByRole('button', { name: `Write to ${cleo.name}` }).click();
  await expect(ada.header.title).toHaveText(cleo.name);

  await ada.page.keyboard.press('Control+k');
  await ada.switcher.input.fill('no place');
  await expect(ada.switcher.box).toContainText('Nothing has that name.');
  await ada.page.keyboard.press('Enter');
  await expect(search.field).toHaveValue('no place');
  await ada.page.keyboard.press('Control+k');
  await ada.switcher.input.fill('gardening');
  await ada.page.getByRole('button', { name: 'Search in all messages' }).click();
  await expect(search.everywhere).toBeChecked();
  await expect(search.hits).toHaveText([/gardening is for everybody/]);
  await search.hits.first().click();
  await expect(ada.header.title).toHaveText('Garden');
  await expect(ada.timeline.message('gardening is for everybody')).toHaveAttribute('aria-current', 'true');
  await expect(search.hits).toHaveText([/gardening is for everybody/]);
});
