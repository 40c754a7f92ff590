import type { Screen } from '../src/pages/screen.ts';
import { expect, test } from '../src/fixtures/test.ts';

const count = 100_000;
const middle = 50_000;

/** The numbers of the messages that are drawn, in order. */
async function numbers({ timeline }: Screen): Promise<number[]> {
  return timeline.region.evaluate((list) =>
    [...list.querySelectorAll('article')].map((one) => Number(/#(\d+)/.exec(one.textContent ?? '')?.[1])),
  );
}

function elements({ page }: Screen): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length);
}

test('[V1][V2] a link into the middle of 100,000 messages opens in context; one scrolls far in a page that stays small', async ({
  users,
  conversation,
  history,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Busy' });
  const { seq } = await talk.say(ben, 'Long ago');
  await history(talk, count);
  await ada.open(talk, seq + middle);

  const asked = ada.timeline.message(`#${middle} `);
  await expect(asked).toBeInViewport({ ratio: 1 });
  await expect(asked).toHaveAttribute('aria-current', 'true');
  for (const beside of [-3, -1, 1, 3]) await expect(ada.timeline.message(`#${middle + beside} `)).toBeInViewport();
  const elementsAtFirst = await elements(ada);
  let mostElements = elementsAtFirst;

  /** Scrolls until the numbers on the screen are beyond `n`; each picture on the way shows a run without a hole. */
  const scrollBeyond = async (n: number): Promise<void> => {
    const isUp = ((await numbers(ada))[0] ?? 0) > n;
    await expect(async () => {
      await ada.timeline.wheel(isUp ? -9_000 : 9_000);
      const drawn = await numbers(ada);
      const [first = 0] = drawn;
      expect(drawn).toEqual(drawn.map((_, at) => first + at));
      mostElements = Math.max(mostElements, await elements(ada));
      expect(isUp ? first < n : first > n).toBe(true);
    }).toPass({ intervals: [0], timeout: 40_000 });
  };
  await scrollBeyond(middle - 2_300);
  await scrollBeyond(middle + 100);
  expect(mostElements).toBeLessThan(elementsAtFirst * 2.5);

  await expect(ada.timeline.toEnd).toHaveText('999+ new messages');
  await ada.timeline.toEnd.click();
  await expect(ada.timeline.message(`#${count} `)).toBeInViewport();
  await expect(ada.timeline.toEnd).toBeHidden();
  expect(await ada.timeline.leftBelow()).toBeLessThanOrEqual(1);
});
