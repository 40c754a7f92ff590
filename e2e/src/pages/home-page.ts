import type { Locator, Page } from '@playwright/test';

/** Where no conversation is open: what one can begin with. */
export class HomePage {
  readonly heading: Locator;
  readonly newMessage: Locator;
  readonly browseChannels: Locator;
  readonly newGroup: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: /^(Welcome|Pick a conversation)/ });
    this.newMessage = main.getByRole('button', { name: /^New message/ });
    this.browseChannels = main.getByRole('button', { name: /^Browse channels/ });
    this.newGroup = main.getByRole('button', { name: /^New group/ });
  }
}
