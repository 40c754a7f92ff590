import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test('[V4][D10] sending takes long, the socket says nothing, a word of it is lost: each is told, and ends by itself', async ({
  clock,
  talking,
  network,
  holdLock,
  server,
}) => {
  const { ada, ben, talk } = await talking();

  await test.step('slow', async () => {
    const slow = ada.condition.saying('Sending takes longer than usual.');
    const lock = await holdLock(talk);
    await ada.composer.send('word 1');
    await lock.wanted();
    await clock.forward(4_000);
    await expect(slow).toBeVisible();
    await expect(ada.timeline.message('word 1').getByRole('img')).toHaveAccessibleName('Being sent');
    await axeInEachLook(ada, { highContrast: true });
    await lock.release();
    await expect(slow).toBeHidden();
    await expect(ben.timeline.message('word 1')).toHaveCount(1);
  });

  await test.step('connecting, with what the device has', async () => {
    const connecting = ada.condition.saying('Connecting…');
    await network.loseTold(() => true, ada);
    await ada.reload();
    await expect(ada.timeline.message('word 1')).toBeVisible();
    await expect(connecting).toBeVisible();
    await axeInEachLook(ada);
    await network.restore(ada);
    await talk.say(ben, 'word 2');
    await expect(ada.timeline.message('word 2')).toHaveCount(1);
    await expect(connecting).toBeHidden();
  });

  await test.step('resuming: the socket that was there is gone, and the new one says nothing', async () => {
    const connecting = ada.condition.saying('Connecting…');
    await network.loseTold(() => true, ada);
    await server.restart();
    await expect(connecting).toBeVisible();
    await expect(ada.timeline.message('word 2')).toBeVisible();
    await axe(ada);
    await network.restore(ada);
    await expect(connecting).toBeHidden();
  });

  await test.step('what is lost on the way is asked for, and the server hears of it', async () => {
    const gaps = async (): Promise<number> => (await server.metric('nova_client_incidents_total{type="gap"}')) || 0;
    const before = await gaps();
    ada.device.watch.expectTrouble(/"type":"gap"/);
    const isEvent = (told: string): boolean => told.includes('message.created');
    const lost: () => number = await network.loseTold((told) => isEvent(told) && lost() === 0, ada);
    await ada.reload();
    let said = 0;
    // Until the socket is open the timeline asks; what comes by the socket first is lost.
    await expect(async () => {
      await talk.say(ben, `late ${++said}.`);
      await expect.poll(lost, { timeout: 500 }).toBe(1);
    }).toPass();
    await talk.say(ben, `late ${++said}.`);
    await expect(ada.timeline.message('late')).toHaveText(
      Array.from({ length: said }, (_, at) => new RegExp(`late ${at + 1}\\.`)),
    );
    await expect.poll(gaps).toBe(before + 1);
  });
});

test('[V4] who is not known yet has a place for the name, and says so; while messages are on their way, faces are round', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben, cleo] = await users(3);
  const [talk, other] = [
    await conversation({ members: [ada, ben, cleo], title: 'Garden' }),
    await conversation({ members: [ada, ben, cleo], title: 'Pond' }),
  ];
  await talk.say(ben, 'who am I?');
  // Whoever spoke last is known from the list of conversations, and whoever is in one from what is told of it.
  await talk.say(cleo, 'Cleo knows');
  for (const procedure of ['user.', 'conversation.get']) await network.turnAway(procedure, ada);
  await ada.open(talk);
  const name = ada.timeline.message('who am I?').locator('[id$="-name"]');
  await expect(name).toHaveText('Unknown');
  await expect(name.locator('[aria-hidden]')).toHaveCSS('width', '80px');
  await axe(ada);

  await network.turnAway('message.list', ada);
  await ada.conversations.open('Pond');
  const face = ada.page.getByRole('status', { name: 'Loading messages' }).locator('span').first();
  await expect(face).toHaveCSS('width', '36px');
  expect(await face.evaluate((one) => Number.parseFloat(getComputedStyle(one).borderRadius))).toBeGreaterThanOrEqual(
    18,
  );
  await axeInEachLook(ada);
  await network.restore(ada);
  await other.say(ben, 'there');
  await expect(ada.timeline.message('there').locator('[id$="-name"]')).toHaveText(ben.name);
});
