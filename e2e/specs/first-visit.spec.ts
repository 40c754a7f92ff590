import { expect, test } from '../src/fixtures/test.ts';

const scripts = /\/_next\/static\/.*\.js$/;

test('on a new device, whose session it is and what is said is asked while the scripts come, once; more of it when one scrolls up @phone', async ({
  users,
  another,
  conversation,
  history,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await history(talk, 120);
  const { page, timeline } = await another(ada);
  const asked: string[] = [];
  const times = (path: string): number => asked.filter((one) => one === path).length;
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const early = Promise.all([page.waitForRequest('**/get-session'), page.waitForRequest('**/message.list?*')]);
  await page.route(scripts, async (route) => {
    await early;
    await route.continue();
  });

  await page.goto(`/c/${talk.id}`);
  await expect(timeline.message('#120 ')).toBeVisible();
  await expect.poll(() => times('/api/trpc/user.lookup')).toBeGreaterThan(0);
  expect(times('/api/auth/get-session')).toBe(1);
  expect(times('/api/trpc/message.list')).toBe(1);

  await timeline.wheel(-1_500);
  await expect.poll(() => times('/api/trpc/message.list')).toBe(2);
});

test('while the scripts come the document has the shape of the place, each part where it will be @phone', async ({
  users,
  another,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const { page, composer } = await another(ada);
  const coming = Promise.withResolvers<void>();
  await page.route(scripts, async (route) => {
    await coming.promise;
    await route.continue();
  });
  const shapes = page.locator('#__next .border-edge').filter({ visible: true });

  await page.goto('/sign-in', { waitUntil: 'commit' });
  await expect(shapes, 'for an address and a password').toHaveCount(2);

  await page.goto(`/c/${talk.id}`, { waitUntil: 'commit' });
  await expect(shapes, 'for what one writes').toHaveCount(1);
  const shape = await shapes.boundingBox();
  coming.resolve();
  await expect(composer.text).toBeVisible();
  const form = await page.locator('form', { has: composer.text }).boundingBox();
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs((shape?.[side] ?? 0) - (form?.[side] ?? Number.NaN)), side).toBeLessThanOrEqual(1);
  }
});

test('on a new device what is said next is seen in a conversation that the screen has room for, too @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ben, ada], title: 'Garden' });
  await talk.say(ben, 'the first');
  await talk.say(ada, 'the second');
  await ada.open(talk);
  await expect(ada.timeline.message('the second')).toBeVisible();
  await ada.composer.send('the third');
  await expect(ada.timeline.message('the third')).toBeVisible();
  await talk.say(ben, 'the fourth');
  await expect(ada.timeline.message('the fourth')).toBeVisible();
});

test('on a new device nothing moves that is there, and the typeface waits for another place @phone', async ({
  users,
  another,
  conversation,
  history,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await history(talk, 60);
  const { page, timeline, header, conversations } = await another(ada);
  await page.addInitScript(() => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) moved += 'value' in shift ? Number(shift.value) : 0;
      document.documentElement.dataset['moved'] = String(moved);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const html = page.locator('html');
  const typefaceOf = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).fontFamily);

  await page.goto(`/c/${talk.id}`);
  await expect(timeline.message('#60 ')).toBeVisible();
  await expect(timeline.message('#60 ')).not.toContainText('Unknown');
  await page.evaluate(() => document.fonts.load('1em "Inter Variable"'));
  // A picture later: what would move has.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(Number((await html.getAttribute('data-moved')) ?? 0)).toBeLessThan(0.005);
  expect(await typefaceOf()).not.toContain('Inter Variable');

  if (isMobile) await header.back.click();
  else await conversations.me('Appearance');
  expect(await typefaceOf()).toContain('Inter Variable');
});

test('the way in is shown with its packs alone', async ({ people }) => {
  const { device } = await people.stranger();
  const page = await device.context.newPage();
  await page.route(/\/_next\/static\/chunks\/.*\.js$/, () => {});
  // Such a document is never loaded: what is asked for and does not come is waited for.
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('[O12] what puts the app on the device cannot be fetched: it is said, and made good once there is a way', async ({
  users,
  network,
}) => {
  const [ada] = await users(1);
  const { page, device, condition } = ada;
  device.watch.expectRoughness();
  const missing = condition.saying('Part of Nova could not be loaded.');
  await page.route(scripts, async (route) => {
    const response = await route.fetch();
    const isWanted = (await response.text()).includes('/serwist/sw.js');
    await (isWanted ? route.abort() : route.fulfill({ response }));
  });
  await ada.open();
  await expect(missing).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await network.cut(ada);
  await expect(missing).toBeHidden();
  await network.restore(ada);
  await ada.installed();
  await expect(missing).toBeHidden();
});
