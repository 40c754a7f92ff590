import type { Locator, Page } from '@playwright/test';

/** Where one writes. */
export class Composer {
  readonly text: Locator;
  readonly sendButton: Locator;
  /** In its place while one edits a message. */
  readonly saveButton: Locator;
  /** Why it did not take what one wrote. */
  readonly problem: Locator;
  /** What the name that is being written may become. */
  readonly suggestions: Locator;
  /** Near the limit: how many characters are left, or are too many. */
  readonly left: Locator;

  constructor(page: Page) {
    this.text = page.getByRole('textbox', { name: 'Write a message' });
    this.sendButton = page.getByRole('button', { name: 'Send', exact: true });
    this.saveButton = page.getByRole('button', { name: 'Save the change' });
    this.problem = page.getByRole('main').getByRole('alert');
    this.suggestions = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    this.left = page.locator('form').filter({ has: this.text }).getByRole('status');
  }

  /** Writes and sends; resolves when the composer is empty again: the message lies on the device (O1). */
  async send(text: string): Promise<void> {
    await this.text.fill(text);
    await this.sendButton.click();
  }

  /** Writes another text for the message being edited, and saves it. */
  async save(text: string): Promise<void> {
    await this.saveButton.waitFor();
    await this.text.fill(text);
    await this.saveButton.click();
  }

  /** Pastes what a clipboard holds, by its types: a browser lets no program fill one, so the event is made as it makes it. */
  async paste(holds: Readonly<Record<string, string>>): Promise<void> {
    await this.text.evaluate((field, all) => {
      const clipboardData = new DataTransfer();
      for (const [type, data] of Object.entries(all)) clipboardData.setData(type, data);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, holds);
  }
}
