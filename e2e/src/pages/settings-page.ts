import type { Locator, Page } from '@playwright/test';

/** Profile, notifications, sessions, appearance. */
export class SettingsPage {
  readonly #page: Page;
  readonly main: Locator;
  readonly heading: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main');
    this.heading = this.main.getByRole('heading', { name: 'Settings' });
  }

  async open(section: 'profile' | 'notifications' | 'sessions' | 'appearance' | 'data'): Promise<void> {
    await this.#page.goto(`/settings/${section}`);
    await this.main.getByRole('heading').first().waitFor();
  }

  /** The way to a section. */
  section(name: 'Profile' | 'Sessions' | 'Appearance'): Locator {
    return this.main.getByRole('navigation').getByRole('link', { name });
  }

  /** The sessions one can end: all but this one. */
  get otherSessions(): Locator {
    return this.main.getByRole('button', { name: /^End the session of/ });
  }
}
