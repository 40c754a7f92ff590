import type { Locator, Page } from '@playwright/test';
import { BrowseDialog, NewConversationDialog, NewMessageDialog } from './dialogs.ts';

/** The list of conversations, with what one can begin. */
export class ConversationsPane {
  readonly #page: Page;
  readonly region: Locator;
  /** Opens what concerns the person themselves. */
  readonly meButton: Locator;
  /** Conversations that are not the person's any more, with something of theirs that was not sent. */
  readonly lost: Locator;
  /** What opens when one begins something. */
  readonly dialogs: {
    readonly newMessage: NewMessageDialog;
    readonly newGroup: NewConversationDialog;
    readonly newChannel: NewConversationDialog;
    readonly browse: BrowseDialog;
  };

  constructor(page: Page) {
    this.#page = page;
    this.dialogs = {
      newMessage: new NewMessageDialog(page),
      newGroup: new NewConversationDialog(page, 'New group'),
      newChannel: new NewConversationDialog(page, 'New channel'),
      browse: new BrowseDialog(page),
    };
    this.region = page.getByRole('navigation', { name: 'Conversations' });
    this.meButton = this.region.getByRole('button', { name: /^You: / });
    this.lost = this.region.getByRole('region', { name: 'Not sent' }).getByRole('link');
  }

  /** A conversation's row, by its title or the other person's name. */
  row(name: string): Locator {
    return this.region.getByRole('link').filter({ hasText: name });
  }

  /** The row's count of unread messages, in words. */
  unread(name: string, count: number): Locator {
    return this.row(name).getByRole('img', { name: count === 1 ? 'one unread message' : `${count} unread messages` });
  }

  /** The dot beside the other person of a direct conversation who is there. */
  isThere(name: string): Locator {
    return this.row(name).locator('.bg-success');
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
  }

  async newMessage(): Promise<NewMessageDialog> {
    await this.#begin('New message');
    return this.dialogs.newMessage;
  }

  async newGroup(): Promise<NewConversationDialog> {
    await this.#begin('New group');
    return this.dialogs.newGroup;
  }

  async newChannel(): Promise<NewConversationDialog> {
    await this.#begin('New channel');
    return this.dialogs.newChannel;
  }

  async browseChannels(): Promise<BrowseDialog> {
    await this.#begin('Browse channels');
    return this.dialogs.browse;
  }

  /** Opens the menu of the person themselves and chooses. */
  async me(choice: 'Set a status' | 'Profile' | 'Appearance' | 'Keyboard' | 'Sign out'): Promise<void> {
    await this.meButton.click();
    await this.#page.getByRole('menuitem', { name: choice }).click();
  }

  async #begin(what: string): Promise<void> {
    await this.region.getByRole('button', { name: 'New conversation' }).click();
    await this.#page.getByRole('menuitem', { name: what }).click();
  }
}
