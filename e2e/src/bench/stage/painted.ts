import type { Page } from '@playwright/test';

declare global {
  var novaPainted: Painted | undefined;
}

/** When what happened, since the navigation. */
export interface Painted {
  readonly documentMs: number;
  readonly outlineMs: number;
  /** The last script that was here before the text was painted. */
  readonly scriptsMs: number;
  readonly textMs: number;
}

/**
 * To be run in a page before anything of it: notes when the first text in such an element was painted, as the browser
 * itself tells it (Element Timing).
 */
export function notePainted({ selector }: { selector: string }): void {
  const mark = new MutationObserver(() => {
    for (const element of document.querySelectorAll(selector)) element.setAttribute('elementtiming', 'text');
  });
  mark.observe(document, { childList: true, subtree: true });
  const watch = new PerformanceObserver((list) => {
    const [first] = list.getEntries();
    if (!first) return;
    mark.disconnect();
    watch.disconnect();
    // `renderTime`, which is what `startTime` is of a text.
    const textMs = first.startTime;
    const [navigation] = performance.getEntriesByType('navigation');
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const ends = scripts.map(({ startTime, duration }) => startTime + duration).filter((ms) => ms < textMs);
    globalThis.novaPainted = {
      documentMs: navigation instanceof PerformanceNavigationTiming ? navigation.responseEnd : 0,
      outlineMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? textMs,
      scriptsMs: Math.max(0, ...ends),
      textMs,
    };
  });
  watch.observe({ type: 'element', buffered: true });
}

/** Waits for that frame. */
export async function paintedOf(page: Page): Promise<Painted> {
  const painted = await (await page.waitForFunction(() => globalThis.novaPainted)).jsonValue();
  if (painted === undefined) throw new Error('nothing was painted');
  return painted;
}
