import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const folder = fileURLToPath(new URL('../../docs/screens', import.meta.url));

const sizes = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
} as const;

interface Look {
  readonly size: keyof typeof sizes;
  readonly theme: 'light' | 'dark';
  /** The heading that what is below the fold begins with. */
  readonly at?: string;
}

/** How each screen, and what opens over it, is seen. */
const everyLook: readonly Look[] = [
  { size: 'desktop', theme: 'light' },
  { size: 'desktop', theme: 'dark' },
  { size: 'phone', theme: 'light' },
  { size: 'phone', theme: 'dark' },
];

/** The page as it is now, in some sizes and themes. Pictures of things that move are taken when they stand still. */
export async function picture(page: Page, name: string, looks = everyLook): Promise<void> {
  // On anything but a desktop there is a finger instead of a mouse, for as long as the session lasts.
  const session = await page.context().newCDPSession(page);
  for (const { size, theme, at } of looks) {
    const enabled = size !== 'desktop';
    await session.send('Emulation.setTouchEmulationEnabled', { enabled, ...(enabled && { maxTouchPoints: 5 }) });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize(sizes[size]);
    await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme);
    if (at !== undefined)
      await page.getByRole('heading', { name: at }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
    await page.evaluate(settle);
    await page.screenshot({ path: `${folder}/${name}-${size}-${theme}.png`, animations: 'disabled', caret: 'hide' });
  }
  await session.detach();
  await page.setViewportSize(sizes.desktop);
}

/** Runs in the page: a heading that has the keyboard shows its ring to nobody who uses a mouse; then what is drawn is. */
async function settle(): Promise<void> {
  const { activeElement } = document;
  if (activeElement instanceof HTMLHeadingElement) activeElement.blur();
  // On a new device the typeface waits for another place.
  await document.fonts.load('1em "Inter Variable"');
  delete document.documentElement.dataset['typeface'];
  await document.fonts.ready;
  for (let pictures = 0; pictures < 3; pictures++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
