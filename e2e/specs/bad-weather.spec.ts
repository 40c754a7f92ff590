import { expect, test } from '../src/fixtures/test.ts';
import { expectSameTimeline } from '../src/fixtures/talk/same-timeline.ts';

test('[O1][O5][O12] the server is gone: the app opens with what was said, finds it, and what one writes goes out by itself, in order @phone', async ({
  talking,
  server,
}) => {
  const { ada, ben, talk } = await talking();
  await talk.say(ben, 'The key is under the mat');
  await expect(ada.timeline.message('The key')).toBeVisible();
  await ada.installed();
  await expect.poll(() => ada.kept()).toContain('The key is under the mat');
  await server.kill();
  await expect(ada.condition.unreachable).toBeVisible();
  for (const text of ['first offline', 'second offline']) await ada.composer.send(text);
  for (const text of ['first offline', 'second offline'])
    await expect(ada.timeline.message(text).getByRole('img')).toHaveAccessibleName('Waits to be sent');
  await expect(ada.condition.saying('2 messages will be sent when the connection is back.')).toBeVisible();
  await ada.reload();
  await expect(ada.timeline.message('before')).toBeVisible();
  await expect(ada.timeline.message('second offline')).toBeVisible();

  await test.step('what the device has is searched', async () => {
    await ada.header.search.click();
    await ada.search.field.fill(`key from:${ben.name.slice(0, 3).toLowerCase()}`);
    await ada.search.suggestions.filter({ hasText: ben.name }).click();
    await expect(ada.search.told).toContainText('this device’s copy was searched');
    await expect(ada.search.hits).toHaveText([/The key is under the mat/]);
    await ada.search.hits.click();
    await expect(ada.timeline.message('The key')).toHaveAttribute('aria-current', 'true');
  });
  await ada.open(talk);
  await ada.composer.send('third offline');

  await server.restart();
  await expect(ben.timeline.message('offline')).toHaveText([/first offline/, /second offline/, /third offline/]);
  await expect(ada.condition.unreachable).toBeHidden();
  await expectSameTimeline(ada, ben);
});

test('[W6][O1] the server is killed in the middle of a send: what waits arrives once, in order', async ({
  talking,
  server,
  holdLock,
}) => {
  const { ada, ben, talk } = await talking('sent 1');
  const lock = await holdLock(talk);
  await ada.composer.send('sent 2');
  await lock.wanted();
  await ada.composer.send('sent 3');
  await server.kill();
  await lock.release();
  await ada.composer.send('sent 4');
  await test.step('its sign is drawn, though the server cannot be asked for it', async () => {
    const sign = ada.timeline.message('sent 4').getByRole('img').locator('use');
    const width = (): Promise<number> => sign.evaluate((use: SVGUseElement) => use.getBBox().width);
    await expect.poll(width).toBeGreaterThan(0);
  });
  await server.restart();
  await expect(ben.timeline.message('sent')).toHaveText([/sent 1/, /sent 2/, /sent 3/, /sent 4/], { timeout: 30_000 });
  await expectSameTimeline(ada, ben);
});

test('[R4] Redis is wiped, then gone, then back in the middle of a conversation, and nobody notices', async ({
  talking,
  redis,
}) => {
  const { ada, ben } = await talking('word 1');
  await redis.flush();
  await ben.composer.send('word 2');
  await expect(ada.timeline.message('word 2')).toBeVisible();
  await redis.stop();
  await ada.composer.send('word 3');
  await expect(ben.timeline.message('word 3')).toBeVisible();
  await redis.start();
  await ben.composer.send('word 4');
  await expect(ada.timeline.message('word')).toHaveText([/word 1/, /word 2/, /word 3/, /word 4/]);
  await expectSameTimeline(ada, ben);
});

test('[O6] three tabs are one outbox: what one writes offline all show, and it leaves once', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await ada.open(talk);
  const tabs = [ada, await ada.newTab(), await ada.newTab()];
  for (const tab of tabs.slice(1)) await tab.open(talk);
  await ben.open(talk);
  await talk.say(ben, 'All tabs hear this');
  for (const tab of tabs) await expect(tab.timeline.message('All tabs hear this')).toBeVisible();

  await network.goOffline(ada);
  for (const [at, tab] of tabs.entries()) await tab.composer.send(`from tab ${at}`);
  for (const tab of tabs) {
    await expect(tab.timeline.message('from tab')).toHaveCount(3);
    const row = tab.conversations.row('You: from tab 2');
    await expect(row.getByRole('img', { name: 'Waits to be sent' })).toBeVisible();
  }
  await network.restore(ada);
  await expect(ben.timeline.message('from tab')).toHaveText([/from tab 0/, /from tab 1/, /from tab 2/]);
  const row = ada.conversations.row('You: from tab 2');
  await expect(row).toBeVisible();
  await expect(row.getByRole('img', { name: 'Waits to be sent' })).toHaveCount(0);
  await expectSameTimeline(ben, ...tabs);
});

test('[D5] a reader 20,000 messages behind catches up', async ({ users, conversation, history }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Busy' });
  await talk.say(ben, 'Long ago');
  await ada.open(talk);
  await expect(ada.timeline.message('Long ago')).toBeVisible();
  await ada.page.goto('about:blank');
  await history(talk, 20_000);
  await ada.open(talk);
  await expect(ada.timeline.message('#20000 ')).toBeVisible();
  await talk.say(ben, 'And now');
  await expect(ada.timeline.message('And now')).toBeVisible();
});
