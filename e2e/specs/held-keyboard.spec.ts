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
  await keys.to(ada.page.getByRole('list', { name: 'Messages' }), 'Shift+Tab');
  for (const one of [late, middle]) {
    await keys.press('ArrowUp');
    await keys.isOn(one);
  }

  await tab.timeline.act('middle', 'Delete');
  await expect(middle).toBeHidden();
  await keys.isOn(late);
  await tab.timeline.act('late', 'Delete');
  await expect(late).toBeHidden();
  await keys.isOn(early);
  await keys.press('ArrowUp');
  await keys.isOn(timeline.message('before'));
});
