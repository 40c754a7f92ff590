import { expectSameTimeline } from '../src/fixtures/talk/same-timeline.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('what one writes while the network is gone arrives once, after what came before it', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.open(talk);
  await ben.open(talk);
  await talk.say(ben, 'The tomatoes are ripe');
  await expect(ada.timeline.message('The tomatoes are ripe')).toBeVisible();

  await network.cut(ada);
  await expect(ada.condition.unreachable).toBeVisible();
  await ada.composer.send('I come at six');
  await expect(ada.timeline.message('I come at six')).toBeVisible();
  await axe(ada);

  await network.restore(ada);
  await expect(ben.timeline.message('I come at six')).toHaveCount(1);
  await expectSameTimeline(ada, ben);
});
