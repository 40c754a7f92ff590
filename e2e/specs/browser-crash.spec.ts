import { expect, test } from '../src/fixtures/test.ts';
import { expectSameTimeline } from '../src/fixtures/talk/same-timeline.ts';

test('[O1][O5][W6] the browser is killed, offline and in the middle of sending: all is there, and leaves once, in order', async ({
  people,
  users,
  conversation,
  network,
}) => {
  const [ben] = await users(1);
  const ada = await people.withProfile();
  const talk = await conversation({ members: [ada.person, ben] });
  const first = ada.person;
  await first.open(talk);
  await ben.open(talk);
  await first.composer.send('word 1');
  await expect(ben.timeline.message('word 1')).toBeVisible();
  await first.installed();

  await network.loseAnswers('message.send', first);
  await first.composer.send('word 2');
  await expect(ben.timeline.message('word 2')).toBeVisible();
  await network.cut(first);
  await first.composer.send('word 3');
  await first.composer.text.fill('a word half');
  await expect.poll(() => first.kept()).toContain('a word half');
  await ada.crash();

  const second = await ada.openAgain();
  await second.open(talk);
  await expect(second.timeline.message('word')).toHaveText([/word 1/, /word 2/, /word 3/]);
  await expect(second.composer.text).toHaveValue('a word half');
  await second.composer.send('word 4');
  await ada.crash();

  const third = await ada.openAgain();
  await third.open(talk);
  await expect(third.timeline.message('word')).toHaveCount(4);
  await expect(ben.timeline.message('word')).toHaveCount(2);
  await network.restore(third);
  await expect(ben.timeline.message('word')).toHaveText([/word 1/, /word 2/, /word 3/, /word 4/]);
  await expectSameTimeline(third, ben);
});
