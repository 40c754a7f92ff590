import type { Locator } from '@playwright/test';
import type { Person } from '../src/fixtures/people/person.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

/** What the window of somebody says of what waits to be read: its title, and its icon. */
async function expectWaiting({ page }: Person, count: number): Promise<void> {
  await expect(page).toHaveTitle(count === 0 ? /^[^(]/ : new RegExp(`^\\(${count}\\) `));
  const icon = page.locator('link[rel="icon"][type="image/svg+xml"]');
  await expect(icon).toHaveAttribute('href', count === 0 ? '/icons/icon.svg' : '/icons/icon-unread.svg');
}

test('[A4] two people talk: who writes is seen, what was missed waits, is counted, found, read, and made unread again @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  const press = (what: Locator): Promise<void> => (isMobile ? what.tap() : what.click());
  const said: { readonly seq: number }[] = [];
  await ada.open(talk);
  await ben.open(talk);

  await test.step('who writes is seen, until it is sent', async () => {
    const writing = ben.page.getByText(`${ada.name} is writing…`);
    // Nobody is told of what was typed before they listened.
    await expect(async () => {
      await ada.composer.text.pressSequentially('Hello');
      await expect(writing).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await ada.composer.send('Hello Ben');
    await expect(ben.timeline.message('Hello Ben')).toBeVisible();
    await expect(writing).toBeHidden();
  });

  await test.step('what came while one was elsewhere is counted in the list, the title and the icon', async () => {
    await expect.poll(async () => (await ben.program.trpc.conversation.list.query())[0]?.unread).toBe(0);
    await ben.open();
    await expect(ben.conversations.row(ada.name)).toBeVisible();
    await expectWaiting(ben, 0);
    for (let n = 1; n <= 40; n++) said.push(await talk.say(ada, `Line ${n}.`));
    await expect(ben.conversations.unread(ada.name, 40)).toBeVisible();
    await expectWaiting(ben, 40);
  });

  await test.step('it opens at the newest, with a way to the first that one missed, under a line', async () => {
    await ben.conversations.open(ada.name);
    await expect(ben.timeline.message('Line 40.')).toBeInViewport();
    await expectWaiting(ben, 0);
    await expect(ben.timeline.message('Line 1.')).not.toBeInViewport();
    await press(ben.timeline.toUnread);
    await expect(ben.timeline.message('Line 1.')).toBeInViewport();
    await expect(ben.timeline.newLine).toBeInViewport();
    await expect(ben.timeline.firstNew).toContainText('Line 1.');
    await expect(ben.timeline.toUnread).toBeHidden();
    await axe(ben);
  });

  await test.step('a reaction is joined in, and taken back', async () => {
    await ben.timeline.act('Line 2.', 'React with 👍');
    const reaction = ({ timeline }: Person): Locator =>
      timeline.message('Line 2.').getByRole('button', { name: /^👍/ });
    const [hers, his] = [reaction(ada), reaction(ben)];
    // Up to where he is.
    await ada.open(talk, said[1]?.seq);
    await press(hers);
    await expect(his).toHaveAccessibleName(new RegExp(`by .*${ada.name}`));
    await expect(his).toHaveAttribute('aria-pressed', 'true');
    await press(his);
    await expect(his).toHaveAttribute('aria-pressed', 'false');
    await press(hers);
    for (const one of [hers, his]) await expect(one).toHaveCount(0);
  });

  await test.step('a quote leads to what it answers', async () => {
    await ada.timeline.act('Hello Ben', 'Reply');
    // The list takes the hand to be in it at the very moment at which one sends.
    await ada.timeline.region.evaluate((list) =>
      addEventListener('click', () => list.dispatchEvent(new WheelEvent('wheel')), { capture: true, once: true }),
    );
    await ada.composer.send('Did you see this?');
    const answer = ada.timeline.message('Did you see this?');
    // All of it, all the same.
    await expect(answer).toBeInViewport({ ratio: 1 });
    await press(answer.getByRole('link', { name: /Hello Ben/ }));
    const answered = ada.timeline.message('Hello Ben').filter({ hasNotText: 'Did you see this?' });
    await expect(answered).toBeInViewport();
    await expect(answered).toHaveAttribute('aria-current', 'true');
  });

  await test.step('what one wants to read later is unread again, and stays so until one comes back', async () => {
    await ben.timeline.act('Line 3.', 'Mark unread from here');
    await expect(ben.timeline.firstNew).toContainText('Line 3.');
    await expectWaiting(ben, 39);
    await ben.open();
    await expect(ben.conversations.unread(ada.name, 39)).toBeVisible();
    await ben.conversations.open(ada.name);
    await expect(ben.timeline.message('Did you see this?')).toBeInViewport();
    await expectWaiting(ben, 0);
  });
});
