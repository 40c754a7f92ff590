import type { Locator, Page } from '@playwright/test';

/** Where one looks for messages, beside a conversation or by itself. */
export class SearchPanel {
  readonly region: Locator;
  readonly field: Locator;
  /** What may be meant by what is being typed. */
  readonly suggestions: Locator;
  readonly hits: Locator;
  /** What was found, in words. */
  readonly told: Locator;
  readonly more: Locator;
  readonly everywhere: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('search');
    this.field = this.region.getByRole('combobox', { name: 'Search messages' });
    this.suggestions = this.region.getByRole('option');
    const messages = this.region.getByRole('region', { name: 'Messages' });
    this.hits = messages.getByRole('listitem').getByRole('link');
    this.told = messages.getByRole('status');
    this.more = messages.getByRole('button', { name: 'Show more' });
    this.everywhere = this.region.getByRole('radio', { name: 'Everywhere' });
  }

  /** A filter, by what it says. */
  chip(says: string): Locator {
    return this.region.getByRole('button', { name: `Remove filter: ${says}` });
  }

  /** A section of what else there is: recent searches, people and channels, ways to narrow down. */
  section(name: string): Locator {
    return this.region.getByRole('region', { name });
  }
}
