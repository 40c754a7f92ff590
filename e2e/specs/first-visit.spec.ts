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

test('the way in is shown with its packs alone', async ({ people }) => {
  const { device } = await people.stranger();
  const page = await device.context.newPage();
  await page.route(/\/_next\/static\/chunks\/.*\.js$/, () => {});
  // Such a document is never loaded: what is asked for and does not come is waited for.
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
