import type { Page } from '@playwright/test';
import { installWord } from './hold-install.ts';
import { readKept } from './read-kept.ts';
import { Composer } from './composer.ts';
import { ConditionBar } from './condition-bar.ts';
import { ConversationHeader } from './conversation-header.ts';
import { ConversationsPane } from './conversations-pane.ts';
import { DialogBox } from './dialogs.ts';
import { EndedPage } from './ended-page.ts';
import { Files } from './files.ts';
import { HomePage } from './home-page.ts';
import { MembersPanel } from './members-panel.ts';
import { NowherePage } from './nowhere-page.ts';
import { QuickSwitcher } from './quick-switcher.ts';
import { SearchPanel } from './search-panel.ts';
import { SettingsPage } from './settings-page.ts';
import { SignInPage } from './sign-in-page.ts';
import { ThreadPanel } from './thread-panel.ts';
import { Timeline } from './timeline.ts';

/** What has a place of its own in the app. */
export interface Openable {
  readonly id: string;
}

/** One tab of the app, in the words of what is on it. */
export class Screen {
  readonly page: Page;
  readonly entry: SignInPage;
  readonly home: HomePage;
  readonly conversations: ConversationsPane;
  readonly header: ConversationHeader;
  readonly timeline: Timeline;
  readonly ended: EndedPage;
  readonly nowhere: NowherePage;
  readonly composer: Composer;
  readonly files: Files;
  readonly members: MembersPanel;
  readonly switcher: QuickSwitcher;
  readonly condition: ConditionBar;
  readonly search: SearchPanel;
  readonly settings: SettingsPage;
  readonly thread: ThreadPanel;

  constructor(page: Page) {
    this.page = page;
    this.entry = new SignInPage(page);
    this.home = new HomePage(page);
    this.conversations = new ConversationsPane(page);
    this.header = new ConversationHeader(page);
    this.timeline = new Timeline(page);
    this.ended = new EndedPage(page);
    this.nowhere = new NowherePage(page);
    this.composer = new Composer(page);
    this.files = new Files(page);
    this.members = new MembersPanel(page);
    this.switcher = new QuickSwitcher(page);
    this.condition = new ConditionBar(page);
    this.search = new SearchPanel(page);
    this.settings = new SettingsPage(page);
    this.thread = new ThreadPanel(page);
  }

  /** Opens the app: at a conversation, at one of its messages, or where it opens by itself. */
  async open(conversation?: Openable, seq?: number): Promise<void> {
    await this.page.goto(conversation === undefined ? '/' : pathOf(conversation, seq));
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** Has the app put itself on the device as a whole, and resolves when it opens without a network. */
  async installed(): Promise<void> {
    await this.page.evaluate((word) => dispatchEvent(new Event(word)), installWord);
    await this.page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  }

  /** The tab dies, as by a fault of the browser's. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    const session = await this.page.context().newCDPSession(this.page);
    // Nobody is left to answer.
    session.send('Page.crash').catch(() => null);
    await crashed;
  }

  /** The browser lets the tab run nothing any more. */
  async freeze(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  }

  /** The browser forgets what it loaded before, as it does when it wants room; what the app keeps stays. */
  async forgetDownloads(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Network.clearBrowserCache');
  }

  async thaw(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
  }

  /** Everything that the browser keeps for this origin and pages can read, as text: databases, storage, caches. */
  kept(): Promise<string> {
    return this.page.evaluate(readKept);
  }

  dialog(title: string | RegExp): DialogBox {
    return new DialogBox(this.page, title);
  }
}

function pathOf({ id }: Openable, seq: number | undefined): string {
  return `/c/${id}${seq === undefined ? '' : `/m/${seq}`}`;
}
