import type { Locator, Page } from '@playwright/test';

/** The thread beside a conversation. */
export class ThreadPanel {
  readonly region: Locator;
  readonly replies: Locator;
  readonly text: Locator;
  readonly alsoSend: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('complementary', { name: 'Thread' });
    this.replies = this.region.getByRole('list', { name: 'Replies' });
    this.text = this.region.getByRole('textbox', { name: 'Reply in thread…' });
    this.alsoSend = this.region.getByRole('checkbox', { name: 'Also send to the conversation' });
  }

  /** What is in it that says `text`: the message it is about, or a reply. */
  message(text: string | RegExp): Locator {
    return this.replies.getByRole('article').filter({ hasText: text });
  }

  /** Replies; resolves when the reply lies on the device. */
  async reply(text: string): Promise<void> {
    await this.text.fill(text);
    await this.region.getByRole('button', { name: 'Send', exact: true }).click();
  }
}
