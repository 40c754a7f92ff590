import { expect, test } from '../src/fixtures/test.ts';

test('two people talk', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await ada.open(talk);
  await ben.open(talk);
  await ada.composer.send('Hello Ben');
  await expect(ben.timeline.message('Hello Ben')).toBeVisible();
});
