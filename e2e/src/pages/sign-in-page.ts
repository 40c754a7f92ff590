import type { Locator, Page } from '@playwright/test';

/** The way in: with an account, or by making one. */
export class SignInPage {
  readonly page: Page;
  readonly name: Locator;
  readonly email: Locator;
  readonly password: Locator;
  /** What went wrong. */
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    const main = page.getByRole('main');
    this.name = main.getByLabel('Name');
    this.email = main.getByLabel('Email');
    this.password = main.getByLabel('Password');
    this.problem = main.getByRole('alert');
  }

  async signUp(person: { name: string; email: string; password: string }): Promise<void> {
    await this.name.fill(person.name);
    await this.email.fill(person.email);
    await this.password.fill(person.password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }

  async signIn(person: { email: string; password: string }): Promise<void> {
    await this.email.fill(person.email);
    await this.password.fill(person.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}
