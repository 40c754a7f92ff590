import type { Locator, Page } from '@playwright/test';

/** Profile, sessions, appearance. */
export class SettingsPage {
  readonly #page: Page;
  readonly main: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main');
  }

  async open(section: 'profile' | 'sessions' | 'appearance'): Promise<void> {
    await this.#page.goto(`/settings/${section}`);
    await this.main.getByRole('heading').first().waitFor();
  }

  /** The sessions one can end: all but this one. */
  get otherSessions(): Locator {
    return this.main.getByRole('button', { name: /^End the session of/ });
  }
}
