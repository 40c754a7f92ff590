import type { Locator, Page } from '@playwright/test';
import { DialogBox } from './dialogs.ts';
import { PeoplePicker } from './people-picker.ts';

/** Who is in the conversation, and as what. */
export class MembersPanel {
  readonly #page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('complementary', { name: 'Members' });
  }

  row(name: string): Locator {
    return this.region.getByRole('listitem').filter({ hasText: name });
  }

  /** What one can do with a member: 'Make admin', 'Remove from the conversation' … */
  async act(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `What to do with ${name}` })
      .click();
    await this.#page.getByRole('menuitem', { name: action }).click();
  }

  async add(...names: readonly string[]): Promise<void> {
    await this.region.getByRole('button', { name: 'Add people' }).click();
    const dialog = new DialogBox(this.#page, 'Add people');
    const people = new PeoplePicker(dialog.box);
    for (const name of names) await people.take(name);
    await dialog.button('Add').click();
  }
}
