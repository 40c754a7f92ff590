import type { Locator, Page } from '@playwright/test';
import { AddPeopleDialog } from './dialogs.ts';

/** Who is in the conversation, and as what. */
export class MembersPanel {
  readonly #page: Page;
  readonly region: Locator;
  readonly heading: Locator;
  readonly addButton: Locator;
  readonly closeButton: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('complementary', { name: 'Members' });
    this.heading = this.region.getByRole('heading', { name: 'Members' });
    this.addButton = this.region.getByRole('button', { name: 'Add people' });
    this.closeButton = this.region.getByRole('button', { name: 'Close' });
  }

  row(name: string): Locator {
    return this.region.getByRole('listitem').filter({ hasText: name });
  }

  /** Opens what one can do with a member. */
  actions(name: string): Locator {
    return this.row(name).getByRole('button', { name: `What to do with ${name}` });
  }

  /** What one can do with a member: 'Make admin', 'Remove from the conversation' … */
  async act(name: string, action: string): Promise<void> {
    await this.actions(name).click();
    await this.#page.getByRole('menuitem', { name: action }).click();
  }

  /** Opens where one adds people. */
  async adding(): Promise<AddPeopleDialog> {
    await this.addButton.click();
    return new AddPeopleDialog(this.#page);
  }

  async add(...names: readonly string[]): Promise<void> {
    const dialog = await this.adding();
    for (const name of names) await dialog.people.take(name);
    await dialog.button('Add').click();
  }
}
