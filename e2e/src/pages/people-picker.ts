import type { Locator } from '@playwright/test';

/** Finds people by name and takes them; part of a dialog. */
export class PeoplePicker {
  readonly input: Locator;
  readonly options: Locator;

  constructor(dialog: Locator) {
    this.input = dialog.getByRole('combobox');
    this.options = dialog.getByRole('listbox').getByRole('option');
  }

  /** Types a name and takes the person of that name. */
  async take(name: string): Promise<void> {
    await this.input.fill(name);
    await this.options.filter({ hasText: name }).click();
  }
}
