import { Renders } from '../src/fixtures/watch/renders.ts';
import type { Locator } from '@playwright/test';
import { expect, test } from '../src/fixtures/test.ts';
import { untilStill } from '../src/pages/stillness.ts';

test('what happens to one message renders that message, and what happens around them renders none', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  // All of them are on the screen: none is drawn only because the list moves.
  for (let n = 1; n <= 8; n++) await talk.say(n % 3 === 0 ? ada : ben, `Said before, ${n}`);
  await ada.open(talk);
  await expect(ada.timeline.message('Said before')).toHaveCount(8);
  const { messageId } = await talk.say(ben, 'I came first');
  await expect(ada.timeline.message('I came first')).toBeVisible();
  // From here on its author is known, and parts of messages that are fetched when they are first needed are here.
  await ben.program.trpc.message.react.mutate({ messageId, emoji: '🌱', on: true });
  await expect(ada.timeline.message('🌱')).toBeVisible();
  const renders = await Renders.of(ada);

  await talk.say(ben, 'I arrive');
  await expect(ada.timeline.message('I arrive')).toBeVisible();
  expect(await renders.take(), 'a message that arrives').toEqual(['I arrive']);

  await ben.program.trpc.message.edit.mutate({ messageId, body: 'I was edited', expectedVersion: 1 });
  await expect(ada.timeline.message('I was edited')).toBeVisible();
  const [edited, ...more] = await renders.take();
  expect([edited, more], 'an edit').toEqual([expect.stringContaining('I was edited'), []]);

  await ben.program.trpc.message.react.mutate({ messageId, emoji: '🎉', on: true });
  await expect(ada.timeline.message('🎉')).toBeVisible();
  expect(await renders.take(), 'a reaction').toEqual([edited]);

  await ben.program.trpc.presence.setTyping.mutate({ conversationId: talk.id, on: true });
  await expect(ada.page.getByText(`${ben.name} is writing…`)).toBeVisible();
  expect(await renders.take(), 'somebody writes').toEqual([]);
  await ben.program.trpc.presence.setTyping.mutate({ conversationId: talk.id, on: false });
  await expect(ada.page.getByText(`${ben.name} is writing…`)).toBeHidden();

  await ben.open();
  await expect(ada.header.region.getByText('Online')).toBeVisible();
  expect(await renders.take(), 'somebody comes').toEqual([]);

  await ada.composer.text.pressSequentially('Some words');
  expect(await renders.take(), 'one writes oneself').toEqual([]);
});

test('a message that arrives in a conversation longer than the screen renders no other either', async ({
  users,
  conversation,
  history,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Long' });
  await history(talk, 200);
  await ada.open(talk);
  await expect(ada.timeline.message('#200 ')).toBeVisible();
  await talk.say(ben, 'I came first');
  await expect(ada.timeline.message('I came first')).toBeVisible();
  await rested(ada.timeline.region);
  const renders = await Renders.of(ada);
  for (const body of ['I arrive', 'So do I', 'And I']) {
    await talk.say(ben, body);
    await expect(ada.timeline.message(body)).toBeVisible();
    await rested(ada.timeline.region);
    expect(await renders.take(), body).toEqual([body]);
  }
});

/** What is beyond the screen is drawn again once the list rests: until then nothing in it can be pointed at. */
async function rested(list: Locator): Promise<void> {
  await list.evaluate(untilStill);
  await expect(list.locator('[style*="pointer-events"]')).toHaveCount(0);
}

test('[V1] a conversation that was open before shows its messages in the frame in which one goes there', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const garden = await conversation({ members: [ada, ben], title: 'Garden' });
  const other = await conversation({ members: [ada, ben], title: 'Elsewhere' });
  for (let n = 1; n <= 30; n++) await garden.say(ben, `line ${n}.`);
  await other.say(ben, 'the other one');
  await ada.open(garden);
  await expect(ada.timeline.message('line 30.')).toBeInViewport();
  await ada.conversations.open('Elsewhere');
  await expect(ada.timeline.message('the other one')).toBeInViewport();
  network.stall(ada);
  const shown = await ada.conversations.row('Garden').evaluate(shownInFrameOfClick);
  expect(shown.at(-1)).toContain('line 30.');
  expect(shown.length).toBeGreaterThan(10);
});

/**
 * Runs in the page: clicks in the beginning of a frame, and answers what is on the screen when that frame is painted. Until
 * then nothing else runs but what the frame itself consists of, however long it takes.
 */
function shownInFrameOfClick(link: HTMLElement | SVGElement): Promise<string[]> {
  /** After the layout, and once more for each layout that follows from what was done then: the deeper ones come later. */
  const afterLayouts = (parent: HTMLElement, times: number, run: () => void): void => {
    const probe = document.createElement('div');
    parent.append(probe);
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      if (times === 1) run();
      else afterLayouts(probe, times - 1, run);
    });
    observer.observe(probe);
  };
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      if (link instanceof HTMLElement) link.click();
      afterLayouts(document.body, 3, () => {
        const articles = [...document.querySelectorAll<HTMLElement>('main [role="list"] article')];
        const isShown = (one: HTMLElement): boolean => {
          const { top, bottom } = one.getBoundingClientRect();
          return one.checkVisibility({ visibilityProperty: true }) && bottom > 0 && top < innerHeight;
        };
        resolve(articles.filter(isShown).map(({ innerText }) => innerText));
      });
    });
  });
}
