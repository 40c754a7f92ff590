import { expect, test } from '../src/fixtures/test.ts';
import { spoilKept } from '../src/pages/spoil-kept.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('[O2][A3] rate limited: how long it waits is said, and it goes by itself', async ({
  users,
  conversation,
  server,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await server.restart({ LIMIT_SEND: '2/4s' });
  await ada.open(talk);
  await ben.open(talk);
  for (const text of ['quick 1', 'quick 2', 'quick 3']) await ada.composer.send(text);
  await expect(ada.condition.saying(/That was a lot at once\. Next try in (one second|\d seconds)\./)).toBeVisible();
  await expect(ada.timeline.message('quick 3').getByRole('img')).toHaveAccessibleName(
    'Not sent yet; trying again. That was a lot at once: please wait a moment.',
  );
  await axe(ada);
  await expect(ben.timeline.message('quick')).toHaveText([/quick 1/, /quick 2/, /quick 3/]);
  await expect(ada.condition.saying('That was a lot at once.')).toBeHidden();
});

test('[D7][O3] the session ends while one writes: the half-written text stays, over a reload too', async ({
  users,
  another,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const laptop = await another(ada);
  await laptop.open(talk);
  await laptop.installed();
  await laptop.composer.text.pressSequentially('Half a sent');
  await ada.program.signOut();
  await expect(laptop.condition.saying('Your session has ended')).toBeVisible();
  await laptop.composer.text.pressSequentially('ence');
  await expect.poll(() => laptop.kept()).toContain('Half a sentence');
  await laptop.reload();
  await expect(laptop.composer.text).toHaveValue('Half a sentence');
  await laptop.page.getByRole('button', { name: 'Sign in again' }).click();
  await laptop.dialog('Sign in again').box.getByLabel('Password').fill(ada.account.password);
  await laptop.dialog('Sign in again').button('Sign in').click();
  await expect(laptop.condition.saying('Your session has ended')).toBeHidden();
  await laptop.composer.sendButton.click();
  await ben.open(talk);
  await expect(ben.timeline.message('Half a sentence')).toHaveCount(1);
});

test('[W7][O5] the server is told to stop in the middle: what it took is kept, the rest waits, says so, and goes once', async ({
  users,
  conversation,
  server,
  holdLock,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const other = await conversation({ members: [ada, ben], title: 'Other' });
  await ada.open(other);
  await ada.open(talk);
  await ben.open(talk);
  await ada.composer.send('word 1');
  await expect(ben.timeline.message('word 1')).toBeVisible();
  // From then on the app opens without the server.
  for (const person of [ada, ben]) await person.installed();
  const lock = await holdLock(talk);
  await ada.composer.send('word 2');
  await lock.wanted();
  const stopped = server.drain();
  await ada.conversations.open('Other');
  await ada.composer.send('elsewhere');
  await expect(ada.condition.saying('The server is restarting.')).toBeVisible();
  await axe(ada);
  await lock.release();
  await stopped;
  await ada.open(talk);
  await ada.composer.send('word 3');
  await server.restart();
  await expect(ben.timeline.message('word')).toHaveText([/word 1/, /word 2/, /word 3/]);
  await ben.conversations.open('Other');
  await expect(ben.timeline.message('elsewhere')).toHaveCount(1);
});

test('a message that cannot be drawn takes nothing else down, and can still be read', async ({
  users,
  conversation,
  network,
  server,
}) => {
  const [ada, ben] = await users(2);
  ada.device.watch.expectTrouble(/"type":"uncaught"|TypeError/);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'the one before');
  await talk.say(ben, 'the **odd** one');
  await talk.say(ben, 'the one after');
  await network.alter(
    'message.list',
    (answer) => answer.replace(/(the \*\*odd\*\* one".*?"reactions":)\[\]/, '$1null'),
    ada,
  );
  await ada.open(talk);
  for (const text of ['the one before', 'the one after']) await expect(ada.timeline.message(text)).toBeVisible();
  await expect(ada.page.getByText('This message cannot be shown')).toBeVisible();
  // The server is told that, and not what was said.
  await expect.poll(() => server.metric('nova_client_incidents_total{type="uncaught"}')).toBeGreaterThan(0);
  await expect(ada.page.getByText('the **odd** one')).toBeVisible();
  await axe(ada);
  await ada.composer.send('and on we go');
  await expect(ada.timeline.message('and on we go')).toBeVisible();
});

test('the server hears of what goes wrong before the app is there, of an app that never comes, and of what the policy forbids', async ({
  users,
  server,
  clock,
}) => {
  const [ada] = await users(1);
  ada.device.watch.expectRoughness();
  ada.device.watch.expectTrouble(/too early|elsewhere\.test|"type":"uncaught"|"type":"policy"|Content Security Policy/);
  const told = async (type: string): Promise<number> =>
    (await server.metric(`nova_client_incidents_total{type="${type}"}`)) || 0;
  const before = { uncaught: await told('uncaught'), policy: await told('policy') };
  // In the middle of what runs before the first paint, once it listens.
  await ada.device.context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset['density'] === undefined) return;
      observer.disconnect();
      throw new TypeError('too early');
    }).observe(document, { attributes: true, subtree: true });
  });
  await ada.open();
  await expect.poll(() => told('uncaught')).toBe(before.uncaught + 1);
  const report = ada.page.waitForRequest((request) => request.postData()?.includes('"type":"policy"') ?? false);
  await ada.page.evaluate(() => {
    document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.test/a-secret.png' }));
  });
  await expect.poll(() => told('policy')).toBe(before.policy + 1);
  expect((await report).postData()).not.toMatch(/elsewhere\.test|secret/);

  await ada.page.route('**/_next/static/**/*.js', (route) => route.abort());
  await ada.reload();
  await clock.forward(20_000);
  await expect.poll(() => told('uncaught')).toBe(before.uncaught + 2);
});

test('[O1] when the app as a whole cannot be drawn it says so in the person’s language; reloading leads on, and what was written leaves', async ({
  talking,
  network,
  server,
}) => {
  const { ada, ben } = await talking();
  const { page, device } = ada;
  device.watch.expectTrouble(/"type":"uncaught"|a private word/);
  const told = async (): Promise<number> => (await server.metric('nova_client_incidents_total{type="uncaught"}')) || 0;
  const before = await told();
  await network.turnAway('message.send', ada);
  await ada.composer.send('written before');
  await expect(ada.timeline.message('written before')).toBeVisible();
  await page.evaluate(() => localStorage.setItem('nova-settings', JSON.stringify({ language: 'de' })));

  // Another release, with a fault in what is around all panes.
  const scripts = /\/_next\/static\/.*\.js$/;
  await page.route(scripts, async (route) => {
    const response = await route.fetch();
    const faulty = '("frame.skip",(()=>{throw TypeError("a private word")})())';
    await route.fulfill({ response, body: (await response.text()).replace('("frame.skip")', faulty) });
  });
  const report = page.waitForRequest((request) => request.postData()?.includes('"type":"uncaught"') ?? false);
  await ada.reload();
  const alert = page.getByRole('alert');
  await expect(alert.getByRole('heading')).toHaveText('Etwas ist kaputtgegangen');
  await expect(alert).toContainText('Was du geschrieben hast, liegt sicher auf diesem Gerät.');
  await axe(ada);
  await expect.poll(told).toBe(before + 1);
  expect((await report).postData()).not.toMatch(/private|written/);

  await page.unroute(scripts);
  await alert.getByRole('button', { name: 'Neu laden' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'written before' })).toBeVisible();
  await network.restore(ada);
  await expect(ben.timeline.message(/./)).toHaveText([/before/, /written before/]);
});

test('[O13][O1] what the device keeps makes the app crash again after a reload: fetched anew it opens, and what was written leaves once', async ({
  talking,
  network,
}) => {
  const { ada, ben, talk } = await talking();
  const { page, device } = ada;
  device.watch.expectTrouble(/"type":"uncaught"|TypeError: \S+ is not a function/);
  await network.turnAway('message.send', ada);
  await ada.composer.send('written before');
  await expect(ada.timeline.message('written before')).toBeVisible();
  await ada.composer.text.fill('half a sent');
  await expect.poll(() => ada.kept()).toContain('half a sent');
  await page.evaluate(() => localStorage.setItem('nova-settings', JSON.stringify({ language: 'de' })));

  // While there is no app that would write it anew. From now on another tab has the turn to send, and sends nothing.
  const sender = await device.context.newPage();
  for (const each of [page, sender]) await each.goto('/manifest.webmanifest');
  await page.evaluate(spoilKept, 'no name at all');
  await sender.evaluate(
    (lock) =>
      new Promise((resolve) => {
        void navigator.locks.request(lock, () => new Promise(() => resolve(null)));
      }),
    `nova-outbox:${ada.id}`,
  );
  await ada.open(talk);
  const alert = page.getByRole('alert').filter({ has: page.getByRole('heading') });
  const anew = alert.getByRole('button', { name: 'Alles neu holen' });
  await expect(alert.getByRole('heading')).toHaveText('Etwas ist kaputtgegangen');
  await page.waitForFunction(() => sessionStorage.getItem('nova-crashed') !== null);
  await expect(anew).toBeHidden();
  await alert.getByRole('button', { name: 'Neu laden' }).click();

  await expect(anew).toBeVisible();
  await expect(alert).toContainText('Was nur dieses Gerät hat, bleibt');
  await axe(ada);
  // What cannot be fetched now is not thrown away.
  await network.turnAway('newestApp.build', ada);
  await anew.click();
  await expect(alert).toContainText('Der Server antwortet nicht.');
  await device.context.setOffline(true);
  await expect(anew).toBeDisabled();
  await expect(alert).toContainText('Dafür braucht es eine Verbindung.');
  await axe(ada);
  expect(await ada.kept()).toContain('no name at all');

  await device.context.setOffline(false);
  await network.restore(ada);
  await anew.click();
  await expect(ada.timeline.message(/./)).toHaveText([/before/]);
  await expect(ada.composer.text).toHaveValue('half a sent');
  expect(await ada.kept()).not.toContain('no name at all');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await expect(ben.timeline.message(/./)).toHaveText([/before/]);
  await sender.close();
  await expect(ada.timeline.message('written before')).toHaveCount(1);
  await expect(ben.timeline.message(/./)).toHaveText([/before/, /written before/]);
  await ada.reload();
  await expect(ada.timeline.message('written before')).toHaveCount(1);
});
