import type { Page } from '@playwright/test';

declare global {
  var novaPainted: Painted | undefined;
}

/** When what happened, since the navigation. */
export interface Painted {
  readonly documentMs: number;
  /** The first text of all was on the screen. */
  readonly textMs: number;
  /** The last script that was here before the messages were drawn. */
  readonly scriptsMs: number;
  /** A frame was drawn in which a message can be seen. */
  readonly messagesMs: number;
}

/** To be run in a page before anything of it. */
export function notePainted(): void {
  const isSeen = (): boolean =>
    [...document.querySelectorAll('article[data-seq]')].some((article) => {
      const { top, bottom } = article.getBoundingClientRect();
      return bottom > 0 && top < innerHeight && getComputedStyle(article).visibility === 'visible';
    });
  const note = (messagesMs: number): void => {
    const [navigation] = performance.getEntriesByType('navigation');
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const ends = scripts.map(({ startTime, duration }) => startTime + duration).filter((ms) => ms < messagesMs);
    globalThis.novaPainted = {
      documentMs: navigation instanceof PerformanceNavigationTiming ? navigation.responseEnd : 0,
      textMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? messagesMs,
      scriptsMs: Math.max(0, ...ends),
      messagesMs,
    };
  };
  const frame = (): void => {
    // A message to oneself is read when the frame has been drawn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const drawnMs = performance.now();
      if (isSeen()) note(drawnMs);
      else requestAnimationFrame(frame);
    };
    port2.postMessage(null);
  };
  requestAnimationFrame(frame);
}

/** Waits for that frame. */
export async function paintedOf(page: Page): Promise<Painted> {
  const painted = await (await page.waitForFunction(() => globalThis.novaPainted)).jsonValue();
  if (painted === undefined) throw new Error('nothing was painted');
  return painted;
}
