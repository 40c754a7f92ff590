import type { Locator, Page } from '@playwright/test';
import { isTouched, longPress } from './finger.ts';
import { keepWatching, untilStill } from './stillness.ts';

const onItsWay = /^(Waits|Being sent)/;
/** How what came to nothing begins. */
const cameToNothing = /^(Not sent|Not deleted|Not changed|The change was not saved|The reaction was not saved)\./;

/** A message as one sees it. */
export interface ShownMessage {
  readonly text: string;
  /** Queued, being sent, or failed. */
  readonly isOnItsWay: boolean;
}

/** The messages of the conversation one is in. */
export class Timeline {
  readonly #page: Page;
  readonly region: Locator;
  /** The way down to the newest message; says how many came meanwhile. */
  readonly toEnd: Locator;
  /** Takes a deletion back that has not left yet. */
  readonly undo: Locator;
  /** The way up to the first message that was unread when one came in. */
  readonly toUnread: Locator;
  /** The line above what was unread then. */
  readonly newLine: Locator;
  /** What it is above. */
  readonly firstNew: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('list', { name: 'Messages' });
    this.toEnd = page.getByRole('button', { name: /^(Newest messages|(One|\d+\+?) new messages?)$/ });
    this.undo = this.region.getByRole('button', { name: 'Undo' });
    this.toUnread = page.getByRole('button', { name: /^(One|\d+\+?) unread messages?$/ });
    const newLine = page.getByText('New', { exact: true });
    this.newLine = this.region.locator(newLine);
    this.firstNew = this.region.getByRole('listitem').filter({ has: newLine }).getByRole('article');
  }

  /** What is drawn now, oldest first: all of it at one instant. */
  shown(): Promise<ShownMessage[]> {
    return this.region.getByRole('article').evaluateAll(
      (articles, sign) =>
        articles.map((article) => ({
          text: article instanceof HTMLElement ? article.innerText : '',
          isOnItsWay: [...article.querySelectorAll('[role="img"]')].some((img) =>
            new RegExp(sign).test(img.getAttribute('aria-label') ?? ''),
          ),
        })),
      onItsWay.source,
    );
  }

  /** The messages that say `text`. */
  message(text: string | RegExp): Locator {
    return this.region.getByRole('article').filter({ hasText: text });
  }

  /** Turns the wheel over the messages: down, or with a negative number up; resolves when they stand still. */
  async wheel(px: number): Promise<void> {
    const { x, y } = await this.region.evaluate((list) => list.getBoundingClientRect());
    await this.#page.mouse.move(x + 40, y + 40);
    await this.#page.mouse.wheel(0, px);
    await this.region.evaluate(untilStill);
  }

  /** How far the end of the newest message is below the window, in pixels. */
  leftBelow(): Promise<number> {
    return this.region.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
  }

  /**
   * Does something and answers how far, in pixels, the message that one reads – the first that is wholly on the screen –
   * was from its place in any picture meanwhile.
   */
  async movedBy(doing: () => Promise<void>): Promise<number> {
    const watching = await this.region.evaluateHandle(keepWatching);
    await doing();
    return watching.evaluate((watch) => watch.stop());
  }

  /** What came to nothing with the messages that say `text`: why, and the ways on. */
  failure(text: string | RegExp): Locator {
    return this.message(text).getByRole('group').filter({ hasText: cameToNothing });
  }

  /**
   * Opens everything that one can do with a message – with the other button of the mouse, or a finger that rests on it –
   * and chooses the first that begins so: ‘Reply’, not ‘Reply in thread’.
   */
  async act(text: string | RegExp, choice: string): Promise<void> {
    const menu = this.#page.getByRole('menu');
    const wanted = menu
      .getByRole('menuitem', { name: choice })
      .or(menu.getByRole('button', { name: choice }))
      .first();
    if (await isTouched(this.#page)) {
      await longPress(this.message(text), menu);
      await wanted.tap();
    } else {
      await this.message(text).click({ button: 'right' });
      await wanted.click();
    }
  }
}
