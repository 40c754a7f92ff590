import type { Locator, Page } from '@playwright/test';

/** The line over the timeline: where one is, and what one can do about it. */
export class ConversationHeader {
  readonly #page: Page;
  readonly region: Locator;
  readonly title: Locator;
  /** On a phone, the way back to the conversations. */
  readonly back: Locator;
  readonly members: Locator;
  readonly search: Locator;
  readonly menuButton: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('main');
    this.title = this.region.getByRole('heading', { level: 1 });
    this.back = this.region.getByRole('link', { name: 'Back to conversations' });
    this.members = this.region.getByRole('button', { name: 'Members' });
    this.search = this.region.getByRole('button', { name: 'Search here' });
    this.menuButton = this.region.getByRole('button', { name: 'Conversation menu' });
  }

  /** A sign that says nothing aloud, by the name it has in its set. */
  sign(name: string): Locator {
    return this.region
      .locator('header')
      .locator('svg')
      .filter({ has: this.#page.locator(`use[href$="#${name}"]`) });
  }

  /** Opens what is pinned: by its button, on a phone by the menu. */
  async pins(): Promise<void> {
    const button = this.region.getByRole('button', { name: 'Pinned messages' });
    if (await button.isVisible()) await button.click();
    else await this.menu('Pinned messages');
  }

  /** Opens the conversation's menu and chooses. */
  async menu(choice: string | RegExp): Promise<void> {
    await this.menuButton.click();
    await this.#page.getByRole('menu').getByText(choice).click();
  }
}
