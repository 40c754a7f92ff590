import type { CDPSession, Locator, Page } from '@playwright/test';

/** Whether this screen is one that is touched. */
export function isTouched(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia('(pointer: coarse)').matches);
}

/** Rests a finger in the middle of `target` until `opened` is there, and only then lifts it. */
export async function longPress(target: Locator, opened: Locator): Promise<void> {
  // While a list scrolls, and a moment longer, nothing in it is touched.
  await target.click({ trial: true });
  const box = await target.boundingBox();
  if (!box) throw new Error(`${String(target)} is not on the screen`);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await withSession(target.page(), async (session) => {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    try {
      await opened.waitFor();
    } finally {
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    }
  });
}

async function withSession(page: Page, act: (session: CDPSession) => Promise<unknown>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    await act(session);
  } finally {
    await session.detach();
  }
}
