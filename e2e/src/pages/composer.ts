import type { Locator, Page } from '@playwright/test';

/** Where one writes. */
export class Composer {
  readonly text: Locator;
  readonly sendButton: Locator;

  constructor(page: Page) {
    this.text = page.getByRole('textbox', { name: 'Write a message' });
    this.sendButton = page.getByRole('button', { name: 'Send' });
  }

  /** Writes and sends; resolves when the composer is empty again: the message lies on the device (O1). */
  async send(text: string): Promise<void> {
    await this.text.fill(text);
    await this.sendButton.click();
  }
}
