import type { Locator, Page } from '@playwright/test';

const onItsWay = /^(Waits|Being sent)/;

/** A message as one sees it. */
export interface ShownMessage {
  readonly text: string;
  /** Queued, being sent, or failed. */
  readonly isOnItsWay: boolean;
}

/** The messages of the conversation one is in. */
export class Timeline {
  readonly region: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('list', { name: 'Messages' });
  }

  /** What is drawn now, oldest first. */
  async shown(): Promise<ShownMessage[]> {
    const lines = await this.region.getByRole('article').all();
    return Promise.all(
      lines.map(async (line) => ({
        text: await line.innerText(),
        isOnItsWay: (await line.getByRole('img', { name: onItsWay }).count()) > 0,
      })),
    );
  }

  /** The messages that say `text`. */
  message(text: string | RegExp): Locator {
    return this.region.getByRole('article').filter({ hasText: text });
  }
}
