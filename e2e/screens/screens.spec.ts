import { test } from '../src/fixtures/test.ts';
import { picture } from './picture.ts';
import { keepThings, talkOfTheMorning } from './team.ts';

test('every screen', async ({ users, conversation, people }) => {
  const [ada, ben, cleo] = await users(3);
  const stranger = await (await people.stranger()).device.context.newPage();
  await stranger.goto('/sign-in');
  await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
  await picture(stranger, 'sign-in');
  await stranger.goto('/sign-up');
  await stranger.getByRole('button', { name: 'Create account' }).waitFor();
  await picture(stranger, 'sign-up');

  await ada.open();
  await ada.home.heading.waitFor();
  await picture(ada.page, 'first-run');
  await ada.page.goto('/saved');
  await ada.page.getByText('Nothing to come back to').waitFor();
  await picture(ada.page, 'nothing-saved');

  const release = await conversation({ members: [ada, ben, cleo], title: 'Release 2.0' });
  const general = await conversation({ members: [ben, ada, cleo], title: 'general', kind: 'channel' });
  const direct = await conversation({ members: [ada, ben] });
  const { planId } = await talkOfTheMorning(release, [ada, ben, cleo]);
  await general.say(cleo, 'Lunch at the lake today?');
  await direct.say(ben, 'Got a minute for the numbers?');

  await ada.open(release);
  await ada.timeline.message('On it.').waitFor();
  await picture(ada.page, 'conversation');

  for (const panel of ['members', 'pins', 'search']) {
    await ada.page.goto(`/c/${release.id}?panel=${panel}`);
    await ada.page.getByRole('complementary').waitFor();
    if (panel === 'search') {
      await ada.search.field.fill('position');
      await ada.search.hits.first().waitFor();
    }
    await picture(ada.page, panel);
  }

  await ada.page.goto(`/c/${release.id}?thread=${planId}`);
  await ada.page.getByRole('complementary').getByText('could you look').waitFor();
  await picture(ada.page, 'thread');

  await keepThings(ada, planId, { release, general });
  for (const [place, what] of [
    ['threads', 'could you look'],
    ['mentions', 'could you look'],
    ['saved', 'compare the counts'],
    ['drafts', 'I bring'],
  ] as const) {
    await ada.page.goto(`/${place}`);
    await ada.page.getByRole('main').getByText(what).first().waitFor();
    await picture(ada.page, place);
  }

  await ada.open(release);
  await ada.timeline.message('On it.').waitFor();
  for (const [keys, name] of [
    ['Control+k', 'switcher'],
    ['?', 'keyboard-help'],
  ] as const) {
    if (keys === '?') await ada.timeline.region.focus();
    await ada.page.keyboard.press(keys);
    await ada.page.getByRole('dialog').waitFor();
    await picture(ada.page, name);
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  await ada.program.trpc.notification.setSettings.mutate({
    keywords: ['release', 'import log', 'numbers'],
    quiet: { from: 1_200, to: 480, days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' },
  });
  for (const section of ['profile', 'notifications', 'appearance', 'data']) {
    await ada.page.goto(`/settings/${section}`);
    await ada.page.getByRole('main').waitFor();
    if (section === 'notifications') await ada.page.getByText('import log').waitFor();
    await picture(ada.page, section);
  }
  await ada.page.goto('/settings/notifications');
  await ada.page.getByRole('heading', { name: 'Keywords' }).waitFor();
  await picture(ada.page, 'keywords', [
    { size: 'desktop', theme: 'light', at: 'Keywords' },
    { size: 'desktop', theme: 'dark', at: 'Keywords' },
    { size: 'phone', theme: 'light', at: 'Keywords' },
    { size: 'phone', theme: 'dark', at: 'Keywords' },
  ]);

  await ada.open(release);
  await ada.timeline.message('On it.').waitFor();
  people.expectRoughness();
  await ada.network.cut();
  await ada.composer.send('This waits for the network.');
  await ada.timeline.message('This waits').waitFor();
  await ada.page
    .getByText(/offline|cannot be reached/i)
    .first()
    .waitFor();
  await picture(ada.page, 'offline');
});
