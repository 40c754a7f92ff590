import { expect, type Locator, type Page } from '@playwright/test';
import { focusOf } from './focus-of.ts';

/** Somebody who has no mouse: after each key one sees where the keyboard is, or the test fails. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
      await this.isSeen(`after ${key}`);
    }
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Goes from one thing to the next until it is on `target`; `key` is Tab, Shift+Tab or an arrow. */
  async to(target: Locator, key = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let steps = 0; steps < 40; steps++) {
      if (await target.evaluate((one) => one === document.activeElement)) return;
      await this.press(key);
    }
    throw new Error(`by ${key} alone one does not get to ${String(target)}`);
  }

  /** Opens the menu of a button, reached by `key`, and chooses in it by the arrows. */
  async choose(button: Locator, choice: string, key = 'Tab'): Promise<void> {
    await this.to(button, key);
    await this.press('Enter');
    await this.to(this.#page.getByRole('menu').getByRole('menuitem', { name: choice }), 'ArrowDown');
    await this.press('Enter');
  }

  async isOn(target: Locator): Promise<void> {
    await expect(target).toBeFocused();
    await this.isSeen(`on ${String(target)}`);
  }

  /** The focus is somewhere, on the screen, and shows. */
  async isSeen(when: string): Promise<void> {
    await expect.poll(() => this.#page.evaluate(focusOf), { message: when, timeout: 5_000 }).toBe('seen');
  }

  /** A window takes the keyboard when it opens; from then on Tab goes round inside of it, both ways, and never leaves it. */
  async isKeptIn(box: Locator): Promise<void> {
    const isInside = (): Promise<boolean> => box.evaluate((one) => one.contains(document.activeElement));
    await expect.poll(isInside, 'the window takes the keyboard').toBe(true);
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await this.press(key);
      // On its way round it is, for an instant, on what sends it back in.
      await expect.poll(isInside, { message: 'the keyboard stays inside', timeout: 5_000 }).toBe(true);
    }
  }
}
