import { expect, test } from '../src/fixtures/test.ts';
import { theRun } from '../src/fixtures/run/run.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[O12] a newer app is offered in each tab, waits to be taken, and is then the one that opens, with what one wrote', async ({
  talking,
  server,
}) => {
  const { ada, ben, talk } = await talking();
  const forward = ada.dialog('Forward a message');
  await ada.installed();
  const tab = await ada.newTab();
  await tab.open(talk);
  await ben.device.context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  // The older one's files are in its cache, all of them: what it misses would be told of first.
  await ben.page.route(/\/_next\/static\/(?!newer\/)/, async (route) => {
    const url = new URL(new URL(route.request().url()).pathname, theRun().webUrl);
    await route.fulfill({ response: await route.fetch({ url: String(url) }) });
  });
  await ben.reload();
  await expect(ben.timeline.message('before')).toBeVisible();
  await server.upgrade();
  for (const screen of [ada, tab]) await expect(screen.condition.saying('A newer Nova is ready.')).toBeVisible();
  await axeInEachLook(ada);

  await test.step('until then the older one is whole, and talks on', async () => {
    // A window that nobody has opened yet: it comes from the device, since the server has it no more.
    await ada.timeline.act('before', 'Forward');
    await forward.button('Close').click();
    await ada.composer.send('said by the older one');
    await expect(ben.timeline.message('said by the older one')).toBeVisible();
    await ada.composer.text.fill('half a word');
    await expect(ada.composer.text).toHaveAttribute('placeholder', `Message ${ben.name}`);
  });

  await test.step('a browser that keeps no app hears of it from the server', async () => {
    await expect(ben.condition.saying('A newer Nova is ready.')).toBeVisible();
    await ben.page.getByRole('button', { name: 'Reload' }).click();
    await expect(ben.composer.text).toHaveAttribute('placeholder', `Write to ${ada.name}`);
    await expect(ben.condition.saying('A newer Nova is ready.')).toBeHidden();
  });

  await test.step('each tab takes it when its person says so', async () => {
    await ada.page.getByRole('button', { name: 'Reload' }).click();
    await expect(ada.composer.text).toHaveAttribute('placeholder', `Write to ${ben.name}`);
    await expect(ada.composer.text).toHaveValue('half a word');
    await expect(ada.condition.saying('A newer Nova is ready.')).toBeHidden();
    await expect(tab.composer.text).toHaveAttribute('placeholder', `Message ${ben.name}`);
  });

  await test.step('the other tab goes on with the older one, every part of it', async () => {
    await tab.forgetDownloads();
    await tab.timeline.act('before', 'Forward');
    await tab.dialog('Forward a message').button('Close').click();
    await expect(tab.condition.saying('Part of Nova could not be loaded.')).toBeHidden();
  });

  await test.step('what is on the device no more is asked to be loaded anew, and nothing is lost', async () => {
    await tab.composer.text.fill('by the older tab');
    await tab.page.evaluate(() => caches.delete('nova-earlier-build'));
    await tab.forgetDownloads();
    await tab.timeline.act('before', 'Remind me…');
    await expect(tab.condition.saying('Part of Nova could not be loaded.')).toBeVisible();
    await axe(tab);
  });

  await test.step('a pane keeps its name and the way back, and says it where it would stand, once', async () => {
    const main = tab.page.getByRole('main');
    await tab.page.getByRole('link', { name: 'Threads' }).click();
    await expect(main.getByRole('heading', { name: 'Threads' })).toBeVisible();
    await expect(main.getByText('Part of Nova could not be loaded.')).toBeVisible();
    await expect(tab.condition.saying('Part of Nova could not be loaded.')).toHaveCount(1);
    await axeInEachLook(tab);
    await tab.conversations.row(ben.name).click();
    await tab.header.search.click();
    const panel = tab.page.getByRole('complementary', { name: 'Search' });
    await expect(panel.getByText('Part of Nova could not be loaded.')).toBeVisible();
    await axe(tab);
    await panel.getByRole('button', { name: 'Reload' }).click();
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(tab.composer.text).toHaveAttribute('placeholder', `Write to ${ben.name}`);
    await expect(tab.composer.text).toHaveValue('by the older tab');
    await tab.timeline.act('before', 'Remind me…');
    await tab.dialog('Remind me of this message').button('Close').click();
    await expect(tab.condition.saying('Part of Nova could not be loaded.')).toBeHidden();
  });

  await test.step('it lies on the device as a whole', async () => {
    await server.kill();
    await ada.reload();
    await expect(ada.composer.text).toHaveAttribute('placeholder', `Write to ${ben.name}`);
    await expect(ada.timeline.message('said by the older one')).toBeVisible();
    await ada.timeline.act('before', 'Forward');
    await expect(forward.box).toBeVisible();
  });
});

test('[O10][L4] an app older than the server asks to be reloaded and loses nothing: the newer one sends what it wrote', async ({
  talking,
  server,
  network,
}) => {
  const { ada, ben } = await talking();
  await ada.installed();
  await server.upgrade({ refusesOlder: true });
  for (const text of ['by the old app 1', 'by the old app 2']) await ada.composer.send(text);
  await expect(
    ada.condition.saying('This version of Nova is too old for the server. Nothing you wrote is lost.'),
  ).toBeVisible();
  await expect(ada.timeline.failure('by the old app')).toHaveCount(2);
  await ada.composer.text.fill('half a word');
  await axe(ada);

  await ada.page.getByRole('button', { name: 'Reload' }).click();
  await expect(ada.composer.text).toHaveAttribute('placeholder', `Write to ${ben.name}`);
  await expect(ada.timeline.failure('by the old app')).toHaveCount(0);
  await expect(ada.condition.saying('too old')).toBeHidden();
  await expect(ada.composer.text).toHaveValue('half a word');
  // Who has no app on the device is given the newest by the server.
  await ben.reload();
  await expect(ben.composer.text).toHaveAttribute('placeholder', `Write to ${ada.name}`);
  await expect(ben.timeline.message('by the old app')).toHaveText([/1/, /2/]);

  await network.cut(ben);
  await ben.page.getByRole('link', { name: 'Threads' }).click();
  const main = ben.page.getByRole('main');
  await expect(main.getByText('This part of Nova is not on this device yet')).toBeVisible();
  await expect(main.getByRole('button')).toHaveCount(0);
  await network.restore(ben);
  await expect(main.getByText('No threads yet')).toBeVisible();
});
