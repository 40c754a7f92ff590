import { expect, test } from '../src/fixtures/test.ts';
import { Keyboard } from '../src/pages/keyboard.ts';

test('[V3] a message that goes from under the keyboard leaves it on the next, or on the one before', async ({
  talking,
  network,
}) => {
  const { ada, talk } = await talking();
  await ada.installed();
  const tab = await ada.newTab();
  await tab.open(talk);
  await expect(tab.timeline.message('before')).toBeVisible();
  await network.cut(ada);
  const { timeline } = ada;
  const [early, middle, late] = [timeline.message('early'), timeline.message('middle'), timeline.message('late')];
  for (const text of ['early', 'middle', 'late']) await ada.composer.send(text);
  const keys = new Keyboard(ada.page);
  await keys.press('Shift+Tab');
  await keys.isOn(late);
  await keys.press('ArrowUp');
  await keys.isOn(middle);

  await tab.timeline.act('middle', 'Delete');
  await expect(middle).toBeHidden();
  await keys.isOn(late);
  await tab.timeline.act('late', 'Delete');
  await expect(late).toBeHidden();
  await keys.isOn(early);
  await keys.press('ArrowUp');
  await keys.isOn(timeline.message('before'));
});

test('[V3] one’s own message under the keyboard keeps it while others come before it, and when it is confirmed', async ({
  talking,
  network,
}) => {
  const { ada, ben, talk } = await talking();
  const mine = ada.timeline.message('mine');
  await network.turnAway('message.send', ada);
  await ada.composer.send('mine');
  const keys = new Keyboard(ada.page);
  await keys.press('Shift+Tab');
  await keys.isOn(mine);
  for (const text of ['theirs 1', 'theirs 2']) {
    await talk.say(ben, text);
    await expect(ada.timeline.message(text)).toBeVisible();
    await keys.isOn(mine);
  }
  await network.restore(ada);
  await expect(mine).toHaveAttribute('data-seq', /\d/);
  await keys.isOn(mine);
  await keys.press('ArrowUp');
  await keys.isOn(ada.timeline.message('theirs 2'));
});

test('[V3] however many messages there are, they are one stop of the Tab key; what closes beside one gives it back', async ({
  talking,
}) => {
  const { ada, ben } = await talking();
  const { composer, header, timeline } = ada;
  for (const n of [1, 2, 3]) await ben.composer.send(`see https://nova.example/${n}`);
  const [second, third] = [timeline.message('example/2'), timeline.message('example/3')];
  const linkIn = (message: typeof third) => message.getByRole('link');
  const lastToolOf = (message: typeof third) => message.getByRole('group').getByRole('button').last();
  await expect(third).toBeVisible();
  const keys = new Keyboard(ada.page);
  await composer.text.focus();

  await test.step('up, over the newest message to what is above the list, and down again', async () => {
    await keys.press('Shift+Tab');
    await keys.isOn(third);
    await keys.press('Shift+Tab');
    await keys.isOn(header.menuButton);
    await keys.press('Tab');
    await keys.isOn(third);
    await keys.press('Tab');
    await keys.isOn(linkIn(third));
    await keys.to(lastToolOf(third));
    await keys.press('Tab');
    await keys.isOn(composer.text);
  });
  await test.step('to another by the arrows, into it, and out of the list', async () => {
    await keys.press('Shift+Tab', 'ArrowUp', 'Tab');
    await keys.isOn(linkIn(second));
    await keys.to(lastToolOf(second));
    await keys.press('Tab');
    await keys.isOn(composer.text);
  });
  await test.step('from above, to where one was', async () => {
    await header.menuButton.focus();
    await keys.press('Tab');
    await keys.isOn(second);
  });
  await test.step('a thread closes, and one is on its message again', async () => {
    await keys.press('t');
    await keys.isOn(ada.thread.text);
    await keys.press('Shift+Tab');
    await keys.isOn(ada.thread.region.getByRole('article'));
    await keys.press('Escape');
    await keys.isOn(second);
  });
});
