import type { Locator, Page } from '@playwright/test';

/** What is at an address that leads nowhere. */
export class NowherePage {
  readonly heading: Locator;
  readonly home: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: 'There is nothing at this address' });
    this.home = main.getByRole('link', { name: 'To my conversations' });
  }
}
