import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { test } from '../src/fixtures/test.ts';
import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';

const folder = fileURLToPath(new URL('../../docs/screens', import.meta.url));

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const themes = ['light', 'dark'] as const;

/** The page as it is now, in each size and theme. Pictures of things that move are taken when they stand still. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({
        path: `${folder}/${name}-${size}-${colorScheme}.png`,
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await page.setViewportSize(sizes.desktop);
}

/** A morning in a small team. */
async function talkOfTheMorning(
  talk: Talk,
  [ada, ben, cleo]: readonly [Person, Person, Person],
): Promise<{ planId: string }> {
  await talk.say(ada, 'Morning! The release is on track: two items left.');
  const question = await talk.say(ben, 'Nice. Who takes the **import**? I can, after lunch.');
  await talk.say(
    cleo,
    'Please do. This is where it fails:\n```ts\nconst at = positions.get(conversationId);\nif (at === undefined) throw new Error(`nothing read`);\n```',
  );
  const answer = await talk.say(ada, 'It needs the position of the log, not the time.', {
    replyToId: question.messageId,
  });
  await ben.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '👍', on: true });
  await cleo.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '👍', on: true });
  await cleo.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '🎉', on: true });
  const plan = await talk.say(cleo, 'Plan: \n- read the position\n- replay from there\n- compare the counts');
  await cleo.program.trpc.message.pin.mutate({ messageId: plan.messageId, on: true });
  const mistake = await talk.say(ben, 'wrong window, sorry');
  await ben.program.trpc.message.delete.mutate({ messageId: mistake.messageId });
  await talk.say(ben, 'Which counts?', { threadRootId: plan.messageId });
  await talk.say(ada, 'Messages and members, before and after.', { threadRootId: plan.messageId });
  const { handle } = await ada.program.trpc.user.me.query();
  await talk.say(cleo, `@${handle} could you look at the second one?`, { threadRootId: plan.messageId });
  await talk.say(ben, 'On it. See https://nova.test/import for the notes.');
  return { planId: plan.messageId };
}

/** What somebody keeps for themselves: saved with and without a reminder, begun, and to be sent later. */
async function keepThings(ada: Person, messageId: string, talks: { release: Talk; general: Talk }): Promise<void> {
  const { message, draft, scheduled } = ada.program.trpc;
  const tomorrow = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await message.save.mutate({ messageId, saving: { done: false, remindAt: tomorrow } });
  await draft.set.mutate({ conversationId: talks.general.id, body: 'At the lake? I bring', baseVersion: 0 });
  await scheduled.create.mutate({
    conversationId: talks.release.id,
    clientId: crypto.randomUUID(),
    body: 'Good morning! Are we still on track?',
    dueAt: tomorrow,
  });
}

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

  for (const section of ['profile', 'notifications', 'sessions', 'appearance', 'data']) {
    await ada.page.goto(`/settings/${section}`);
    await ada.page.getByRole('main').waitFor();
    await picture(ada.page, section);
  }

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
