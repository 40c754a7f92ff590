import type { Locator, Page } from '@playwright/test';

/** In place of a conversation that is not the person's. */
export class EndedPage {
  readonly heading: Locator;
  /** What they wrote there and was not sent, each with why. */
  readonly unsent: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: /^(You are no longer a member|There is nothing here)/ });
    this.unsent = main.getByRole('region', { name: /not sent$/ }).getByRole('listitem');
  }
}
