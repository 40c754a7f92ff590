import type { Locator, Page } from '@playwright/test';
import { PeoplePicker } from './people-picker.ts';

/** A window over the app. */
export class DialogBox {
  readonly box: Locator;

  constructor(page: Page, title: string | RegExp) {
    this.box = page.getByRole('dialog', { name: title });
  }

  button(name: string | RegExp): Locator {
    return this.box.getByRole('button', { name });
  }
}

/** Whom to write to. */
export class NewMessageDialog extends DialogBox {
  readonly people: PeoplePicker;

  constructor(page: Page) {
    super(page, 'New message');
    this.people = new PeoplePicker(this.box);
  }

  async begin(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.people.take(name);
    await this.button(names.length > 1 ? 'Start group' : 'Start chat').click();
  }
}

/** More people for the conversation one is in. */
export class AddPeopleDialog extends DialogBox {
  readonly people: PeoplePicker;

  constructor(page: Page) {
    super(page, 'Add people');
    this.people = new PeoplePicker(this.box);
  }
}

/** A new group or channel. */
export class NewConversationDialog extends DialogBox {
  readonly people: PeoplePicker;

  constructor(page: Page, title: 'New group' | 'New channel') {
    super(page, title);
    this.people = new PeoplePicker(this.box);
  }

  async create(of: { name: string; topic?: string; people: readonly string[] }): Promise<void> {
    await this.box.getByLabel('Name', { exact: true }).fill(of.name);
    if (of.topic !== undefined) await this.box.getByLabel('Topic').fill(of.topic);
    for (const name of of.people) await this.people.take(name);
    await this.button('Create').click();
  }
}

/** The channels that anybody can join. */
export class BrowseDialog extends DialogBox {
  constructor(page: Page) {
    super(page, 'Browse channels');
  }

  async join(title: string): Promise<void> {
    await this.box.getByRole('searchbox').fill(title);
    await this.button(`Join ${title}`).click();
  }
}
