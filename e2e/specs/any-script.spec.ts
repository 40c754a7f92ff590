import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { overflowing } from '../src/pages/overflowing.ts';
import type { Screen } from '../src/pages/screen.ts';
import { outOfOrder } from '../src/pages/spoken.ts';

const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4);
const arabic = 'مرحباً بكم جميعاً في هذه المحادثة';

async function everyDirection(talk: Talk, ada: Person, ben: Person): Promise<void> {
  const { messageId } = await talk.say(ben, arabic);
  await talk.say(ada, `Left to right, with ${arabic}, and back (again)!`, { replyToId: messageId });
  await talk.say(ben, `${arabic} – v2.0 (beta) https://nova.test/${'path/'.repeat(40)}`);
  await talk.say(ada, word);
  await talk.say(ben, '- one\n- two');
  await talk.say(
    ben,
    `\`${word}\`\n\n\`\`\`\n${word}\n\`\`\`\n\n> ${word}\n\n- ${word}\n\n| ${word} | b |\n|---|---|\n| 1 | ${word} |`,
  );
  await ben.program.trpc.message.react.mutate({ messageId, emoji: '👍', on: true });
}

/** Nothing is cut off or sticks out, and nothing but what shall be scrolls sideways. */
async function fits({ page }: Screen, where: string): Promise<void> {
  await expect.poll(() => page.evaluate(overflowing), { message: where }).toEqual([]);
}

test('[V5] in Arabic, with long words and names and any direction, everything is mirrored and nothing overflows @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  await ben.program.trpc.user.updateProfile.mutate({
    name: 'Bartholomäus von und zu Hohenstaufen-Wolkenstein der Ältere',
  });
  const talk = await conversation({ members: [ada, ben], title: `${arabic} ${word}`.slice(0, 100) });
  await everyDirection(talk, ada, ben);
  await ada.page.addInitScript(() =>
    localStorage.setItem('nova-settings', JSON.stringify({ language: 'ar', theme: 'light' })),
  );
  await ada.open(talk);
  const messages = ada.page.getByRole('article');
  await expect(messages.last()).toBeVisible();
  await expect(ada.page.locator('html')).toHaveAttribute('dir', 'rtl');
  await fits(ada, 'a conversation');
  expect(await ada.page.evaluate(outOfOrder)).toEqual([]);
  // A name that the field has no room for is not cut in the middle of a word.
  expect(
    await ada.page
      .getByRole('main')
      .getByRole('textbox')
      .evaluate((field) => {
        const { textOverflow, whiteSpace, overflowX } = getComputedStyle(field);
        return { textOverflow, whiteSpace, overflowX };
      }),
  ).toEqual({ textOverflow: 'ellipsis', whiteSpace: 'nowrap', overflowX: 'hidden' });

  const { width = 0 } = ada.page.viewportSize() ?? {};
  const boxOf = async (locator: ReturnType<typeof ada.page.locator>) => {
    const box = await locator.boundingBox();
    if (!box) throw new Error('it is not on the screen');
    return box;
  };
  // The picture of who speaks stands where one begins to read; the text beside it.
  const picture = await boxOf(messages.first().locator('[aria-hidden="true"]').first());
  const main = await boxOf(ada.page.getByRole('main'));
  expect(picture.x + picture.width).toBeGreaterThan(main.x + main.width - 60);
  if (!isMobile) {
    const pane = await boxOf(ada.page.getByRole('navigation').first());
    expect(pane.x + pane.width).toBe(width);
  }
  // What one writes from left to right begins where the app's lines begin, and reads in its own direction.
  const english = ada.page.getByText('Left to right, with').last();
  expect(await english.evaluate((one) => getComputedStyle(one).textAlign)).toBe('right');
  // So does a list, with its signs beside its words and not at the other side of the screen.
  const list = ada.page.getByRole('list').filter({ hasText: /^\s*one\s*two\s*$/ });
  expect(await list.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
  const { x, width: wide } = await boxOf(list);
  expect(wide).toBeLessThan(120);
  expect(x + wide).toBeGreaterThan(main.x + main.width - 90);

  for (const panel of ['members', 'search']) {
    await ada.page.goto(`/c/${talk.id}?panel=${panel}`);
    await expect(ada.page.getByRole('complementary')).toBeVisible();
    await fits(ada, panel);
  }
  for (const section of ['profile', 'sessions', 'appearance'] as const) {
    await ada.settings.open(section);
    await fits(ada, section);
  }
  await ada.open();
  await expect(ada.page.getByRole('link').filter({ hasText: arabic })).toBeVisible();
  await fits(ada, 'the conversations');
  await ada.page.keyboard.press('ControlOrMeta+k');
  await expect(ada.page.getByRole('dialog')).toBeVisible();
  await fits(ada, 'the quick switcher');
});

test('[V5] at 200 % everything is there and can be used; with reduced motion nothing moves by itself', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Close up' });
  await everyDirection(talk, ada, ben);
  // What a window of 1280 by 800 has room for at 200 %.
  await ada.page.setViewportSize({ width: 640, height: 400 });
  await ada.page.emulateMedia({ reducedMotion: 'reduce' });
  await ada.open(talk);
  await expect(ada.timeline.region.getByRole('article').last()).toBeInViewport();
  await fits(ada, 'a conversation');
  await ada.composer.send('Written at 200 %');
  await expect(ada.timeline.message('Written at 200 %')).toBeInViewport();
  const title = await ada.header.title.boundingBox();
  expect(title?.height).toBeGreaterThan(10);
  await ada.header.members.click();
  await expect(ada.members.row(ben.name)).toBeInViewport();
  await fits(ada, 'members');
  await ada.open();
  await expect(ada.conversations.row('Close up')).toBeInViewport();
  await ada.conversations.me('Appearance');
  await fits(ada, 'appearance');
  await ada.page.keyboard.press('Control+k');
  await expect(ada.switcher.input).toBeInViewport();
  const moving = await ada.page.evaluate(
    () => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length,
  );
  expect(moving).toBe(0);
  await fits(ada, 'the quick switcher');

  await test.step('on a tablet the conversations stand beside what is said, and a panel beside both or before it', async () => {
    await ada.page.keyboard.press('Escape');
    for (const [width, height] of [
      [820, 1_180],
      [1_180, 820],
    ] as const) {
      await ada.page.setViewportSize({ width, height });
      await ada.open(talk);
      await expect(ada.timeline.message('Written at 200 %')).toBeInViewport();
      await expect(ada.conversations.row('Close up')).toBeInViewport();
      await fits(ada, `a conversation, ${width} wide`);
      await ada.header.members.click();
      await expect(ada.members.row(ben.name)).toBeInViewport();
      await fits(ada, `members, ${width} wide`);
    }
  });
});
