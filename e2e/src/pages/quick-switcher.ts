import type { Locator, Page } from '@playwright/test';

/** To anywhere by a few letters. */
export class QuickSwitcher {
  readonly #page: Page;
  readonly box: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.box = page.getByRole('dialog', { name: 'Quick switcher' });
    this.input = this.box.getByRole('combobox');
  }

  option(name: string | RegExp): Locator {
    return this.box.getByRole('option', { name });
  }

  /** Opens it by its keys. */
  async open(): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+k');
    await this.input.waitFor();
  }
}
