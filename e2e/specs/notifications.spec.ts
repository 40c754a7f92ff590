import type { PushedNews } from '@nova/contract';
import { wholeBrowser } from '../src/fixtures/run/launch-options.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';
import { Pushed } from '../src/pages/pushed.ts';

test.use(wholeBrowser);

test('[B8][B4] notifications are turned on by a click; who looks is told in passing, of what they want to hear', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.settings.open('notifications');
  await ada.installed();
  await axe(ada);
  await ada.device.context.grantPermissions(['notifications'], { origin: ada.device.origin });
  await ada.page.reload();
  const { main } = ada.settings;
  // What waits when one begins to be told is told by the app itself: from then on there is news.
  const isListening = ada.page.waitForResponse(/notification\.news/);
  await main.getByRole('button', { name: 'Turn on notifications' }).click();
  await expect(main).toContainText('on while Nova is open in a tab');
  await main.getByText('What is meant for me', { exact: true }).click();
  await main.getByLabel('A word or a phrase').fill('Spade');
  await main.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(main.getByRole('button', { name: 'Remove Spade' })).toBeVisible();
  await main.getByRole('switch', { name: 'Quiet hours' }).check();
  await expect(main).toContainText('By the clocks of Europe/Berlin');
  await axeInEachLook(ada);
  await main.getByRole('switch', { name: 'Quiet hours' }).uncheck();
  await expect(main.getByLabel('From')).toBeHidden();

  await isListening;
  await talk.say(ben, 'Nothing that concerns Ada');
  await talk.say(ben, 'Where is the spade?');
  const toast = ada.page.getByRole('status').filter({ hasText: 'Where is the spade?' });
  await expect(toast).toContainText(`${ben.name} in Garden`);
  await expect(ada.page.getByRole('status').filter({ hasText: 'Nothing that concerns' })).toHaveCount(0);
  await toast.getByRole('button', { name: 'Show' }).click();
  await expect(ada.timeline.message('Where is the spade?')).toBeVisible();
});

test('[B8][B5][O1][O8] the worker shows what is pushed, once; a click leads there, an answer is sent once, and signing out takes it away', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const first = await talk.say(ben, 'One');
  const second = await talk.say(ben, 'Two');
  const { context, origin, watch } = ada.device;
  // A click that no person has made waits for nothing and opens no window, and the worker says so.
  watch.expectTrouble(/"type":"workerFailed","what":"(?:other|click)","error":\{"name":"Invalid(?:State|Access)Error"/);
  await context.grantPermissions(['notifications'], { origin });
  await ada.open(talk);
  await ada.installed();
  await ada.page.goto('about:blank');
  const pushed = await Pushed.of(ada.device);
  const news = (of: { seq: number; messageId: string }, count: number, body: string): PushedNews => ({
    type: 'news',
    userId: ada.id,
    language: 'en',
    conversationId: talk.id,
    kind: 'group',
    title: 'Garden',
    messageId: of.messageId,
    threadRootId: null,
    seq: of.seq,
    meantSeq: null,
    count,
    senderName: ben.name,
    body,
  });
  await pushed.deliver(news(first, 1, 'One'));
  await expect.poll(() => pushed.shown()).toEqual([{ title: `${ben.name} in Garden`, body: 'One', tag: talk.id }]);
  await pushed.deliver(news(second, 2, 'Two'));
  const both = [{ title: '2 messages in Garden', body: `${ben.name}: Two`, tag: talk.id }];
  await expect.poll(() => pushed.shown()).toEqual(both);
  await pushed.deliver({ type: 'over', conversationId: talk.id });
  await expect.poll(() => pushed.shown()).toEqual([]);
  await pushed.deliver(news(second, 2, 'Two'));
  const third = await talk.say(ben, 'Three');
  await pushed.deliver(news(third, 1, 'Three'));
  await expect.poll(() => pushed.shown()).toEqual([{ title: `${ben.name} in Garden`, body: 'Three', tag: talk.id }]);

  await pushed.click(talk.id, 'Answered from the lock screen');
  await expect.poll(() => pushed.shown()).toEqual([]);
  await ada.page.goto('/');
  await ben.open(talk);
  await expect(ben.timeline.message('Answered from the lock screen')).toHaveCount(1);

  await ada.page.goto('about:blank');
  const fourth = await talk.say(ben, 'Four');
  await pushed.deliver(news(fourth, 1, 'Four'));
  await expect.poll(() => pushed.shown()).toHaveLength(1);
  await ada.page.goto('/settings/appearance');
  await expect(ada.settings.heading).toBeVisible();
  await pushed.click(talk.id);
  await expect(ada.page).toHaveURL(new RegExp(`/c/${talk.id}/m/${fourth.seq}$`));
  await expect(ada.timeline.message('Four')).toBeVisible();
  await expect(ben.timeline.message('Answered from the lock screen')).toHaveCount(1);

  await ada.page.goto('about:blank');
  await pushed.deliver(news(await talk.say(ben, 'Five'), 1, 'Five'));
  await expect.poll(() => pushed.shown()).toHaveLength(1);
  await ada.page.goto('/settings/appearance');
  await ada.conversations.me('Sign out');
  const dialog = ada.dialog('Sign out?');
  await expect(dialog.button('Sign out')).toBeVisible();
  expect(await pushed.shown()).toHaveLength(1);
  await dialog.button('Sign out').click();
  await expect.poll(() => pushed.shown()).toEqual([]);
});
