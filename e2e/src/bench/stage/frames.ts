import type { Page } from '@playwright/test';

declare global {
  /** Ends the noting; answers how long each frame took, in ms. */
  var novaFramesEnd: (() => number[]) | undefined;
  /** From each key press to the next frame that was drawn, in ms. */
  var novaKeyMs: number[] | undefined;
}

/** Notes in the page how long frames take, while `step` goes on. */
export async function framesDuring(page: Page, step: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let before: number | null = null;
    let isOver = false;
    const frame = (at: number): void => {
      if (before !== null) frames.push(at - before);
      before = at;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    globalThis.novaFramesEnd = () => {
      isOver = true;
      return frames;
    };
  });
  await step();
  return page.evaluate(() => globalThis.novaFramesEnd?.() ?? []);
}

/** Notes in the page, from now on, how long a key press takes to be seen. */
export async function noteKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: number[] = [];
    globalThis.novaKeyMs = noted;
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => noted.push(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

/** Those noted since it was last asked. */
export async function takeKeys(page: Page): Promise<number[]> {
  return page.evaluate(() => globalThis.novaKeyMs?.splice(0) ?? []);
}
