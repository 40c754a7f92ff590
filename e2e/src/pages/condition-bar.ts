import type { Locator, Page } from '@playwright/test';

/** The slim line over everything that says what is the matter with the connection, the session or the device. */
export class ConditionBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The line, if it says so. */
  saying(words: string | RegExp): Locator {
    return this.#page.getByRole('status').filter({ hasText: words });
  }

  /** Any word of a broken connection. */
  get unreachable(): Locator {
    return this.saying(/You are offline|Nova cannot be reached/);
  }
}
