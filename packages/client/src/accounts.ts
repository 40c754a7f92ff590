import type { Id } from '@nova/contract';
import { Account } from './account.ts';
import type { AccountOptions } from './account-options.ts';
import type { AccountSource } from './conversation-handle.ts';
import { NovaClientError } from './errors.ts';
import { Listeners } from './listeners.ts';
import { liveOfTabs } from './live/live-of-tabs.ts';
import type { SharedLiveOptions } from './live/shared-live.ts';
import { classify } from './outbox/classification.ts';
import type { SessionView } from './session-handle.ts';
import { openingSession } from './session-handle.ts';
import { Retry } from './sync/retry.ts';
import type { Channel } from './tabs/tab-ports.ts';
import type { Transport } from './transport.ts';
import { RefusedError } from './transport.ts';
import { gateOf } from './wire/gate.ts';
import { gatedTransport } from './wire/gated-transport.ts';
import { followOver } from './wire/trpc-transport.ts';

export interface AccountsOptions extends Omit<AccountOptions, 'userId' | 'gate' | 'live' | 'leave' | 'transport'> {
  readonly transport: Omit<Transport, 'follow'>;
  /** What the tabs tell each other about the way to the server. */
  readonly way: Pick<SharedLiveOptions, 'adopt' | 'doubt'>;
  /** Asks the server who is signed in. */
  readonly whoAmI: () => Promise<Id>;
  /** Likewise, when it may well be nobody: that is no error then, and leaves no trace of one in a browser. */
  readonly anybody: () => Promise<Id | null>;
  /** Whether signing in or out in one tab does so in all of them, as with a cookie. */
  readonly sharesSession: boolean;
}

type TabMessage = { readonly type: 'signedIn' | 'signedOut' | 'expired'; readonly userId: Id };

/** Where the device remembers whose it is. */
const remembered = { account: '', key: 'account' } as const;

/**
 * Who is signed in on this device. The one it remembers is shown at once, offline too; nothing is sent or read for them
 * before the server has said that the session is theirs.
 */
export class Accounts implements AccountSource {
  readonly #options: AccountsOptions;
  readonly #listeners: Listeners;
  readonly #channel: Channel;
  #account: Account | null = null;
  #session: SessionView = openingSession;
  #finding: Promise<Account> | null = null;
  /** The server's word on the session; asked once per session. */
  #verifying: Promise<Id> | null = null;
  /** Handles that wait for an account, and the conversations that they want to show of it. */
  readonly #awaited = new Map<object, Id>();
  #isClosed = false;
  /** The server is being asked whether the session is there. */
  #isDoubted = false;
  #isWanted = false;
  readonly #leaveNetwork: () => void;
  readonly #retry: Retry;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#listeners = new Listeners(options.report);
    this.#leaveNetwork = options.network.onChange((online) => {
      if (online) this.#findIfWanted();
    });
    this.#channel = options.tabs.broadcast.open('nova-accounts', (message) => this.#hear(message as TabMessage));
  }

  get account(): Account | null {
    return this.#account;
  }

  get session(): SessionView {
    return this.#session;
  }

  /** Told of each change of `account` or `session`. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  expect(conversationId: Id): () => void {
    const waiting = {};
    this.#awaited.set(waiting, conversationId);
    return () => void this.#awaited.delete(waiting);
  }

  /** @throws NovaClientError SIGNED_OUT, or what kept the server from being asked when the device remembers nobody. */
  ready(): Promise<Account> {
    if (this.#isClosed) return Promise.reject(new NovaClientError('CLOSED'));
    if (this.#account) return Promise.resolve(this.#account);
    this.#isWanted = true;
    const finding = this.#finding ?? this.#find();
    this.#finding = finding;
    const done = (): void => {
      if (this.#finding === finding) this.#finding = null;
    };
    finding.then(done, (error: unknown) => {
      done();
      if (this.#account || this.#isClosed) return;
      this.#stand(viewWithout(error));
      // The way may be there all the while and only this one answer be missing: no news of the network will tell. A device
      // may have room again.
      if (!isSignIn(error) && classify(error).policy === 'retry') this.#retry.later(() => this.#findIfWanted(), 0);
    });
    return finding;
  }

  /** Somebody has signed in: their account opens, or goes on; the one before stays on the device. */
  async signedIn(userId: Id): Promise<Account> {
    this.#verifying = Promise.resolve(userId);
    const { sharesSession, store, report } = this.#options;
    if (sharesSession) this.#channel.post({ type: 'signedIn', userId });
    // A device without room does not keep anybody out: whose it is, it asks again the next time.
    await store
      .setMeta(remembered.account, remembered.key, userId)
      .catch((error: unknown) => report({ type: 'storageFailed', what: 'meta', error }));
    const account = await this.#open(userId);
    this.#stand({ status: 'signedIn', userId });
    account.resume();
    return account;
  }

  /**
   * An answer wants a sign-in: the server is asked whether that is so. The answer may be to what was asked before somebody
   * signed in, and tell of the session before.
   */
  sessionDoubted(): void {
    if (this.#isDoubted || !this.#account || this.#session.status !== 'signedIn') return;
    this.#isDoubted = true;
    this.#verifying = null;
    const done = (): void => {
      this.#isDoubted = false;
    };
    this.#whoIsIt().then(done, done);
  }

  /** The session is gone: what is live rests until the next sign-in. */
  #lose(): void {
    this.#verifying = null;
    this.#account?.rest(new RefusedError('UNAUTHENTICATED'));
    if (!this.#account || this.#session.status !== 'signedIn') return;
    const { userId } = this.#account;
    if (this.#options.sharesSession) this.#channel.post({ type: 'expired', userId });
    this.#stand({ status: 'expired', userId });
  }

  /** Takes everything of the account off the device, in all tabs (O8). */
  async forget(account: Account): Promise<void> {
    const { store, tabs } = this.#options;
    const { userId } = account;
    this.#channel.post({ type: 'signedOut', userId });
    await this.#drop('erase');
    this.#verifying = null;
    // Whichever tab was sending has let go when the lock is ours: nothing is written behind our back.
    await tabs.lock.hold(`nova-outbox:${userId}`, () => store.clear(userId), new AbortController().signal);
    await store.setMeta(remembered.account, remembered.key, null);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#retry.cancel();
    this.#leaveNetwork();
    this.#channel.close();
    await this.#finding?.catch(() => null);
    await this.#drop('keep');
  }

  async #find(): Promise<Account> {
    const known = await this.#options.store.getMeta(remembered.account, remembered.key);
    if (known === null) {
      const found = await this.#options.anybody();
      if (found === null) throw new NovaClientError('SIGNED_OUT');
      return this.signedIn(found);
    }
    const account = await this.#open(known);
    // What is remembered may be out of date: found out in the background, and by whatever is sent first.
    this.#whoIsIt().then(
      (userId) => {
        if (userId === known || this.#account !== account) return;
        this.signedIn(userId).catch((error: unknown) => this.#options.report({ type: 'uncaught', error }));
      },
      () => null,
    );
    return account;
  }

  async #open(userId: Id): Promise<Account> {
    if (this.#account?.userId === userId) return this.#account;
    await this.#drop('keep');
    const gate = gateOf(async () => {
      if ((await this.#whoIsIt()) !== userId) throw new RefusedError('UNAUTHENTICATED');
    });
    const { procedures, sharesSession, way } = this.#options;
    // Tabs with sessions of their own have sockets of their own.
    const shared = sharesSession ? liveOfTabs({ ...this.#options, ...way, userId, gate, own: procedures }) : null;
    const live = shared ?? procedures;
    const leave = (): void => shared?.close();
    const follow = followOver(live.conversation.events);
    const transport = gatedTransport({ ...this.#options.transport, follow }, gate);
    const account = new Account({ ...this.#options, userId, transport, gate, live, leave });
    try {
      await account.start([...new Set(this.#awaited.values())]);
    } catch (error) {
      leave();
      throw error;
    }
    if (this.#isClosed) {
      await account.close('keep');
      throw new NovaClientError('CLOSED');
    }
    this.#account = account;
    this.#retry.cancel();
    this.#retry.succeeded();
    this.#session = { status: 'signedIn', userId };
    this.#tell();
    account.begun();
    return account;
  }

  #whoIsIt(): Promise<Id> {
    const asked = this.#verifying ?? this.#options.whoAmI();
    this.#verifying = asked;
    asked.catch((error: unknown) => {
      // Somebody has signed in meanwhile: it tells of the session before.
      if (this.#verifying !== asked) return;
      this.#verifying = null;
      if (isSignIn(error)) this.#lose();
    });
    return asked;
  }

  async #drop(how: 'keep' | 'erase'): Promise<void> {
    const account = this.#account;
    this.#account = null;
    if (!account) return;
    await account.close(how);
    if (how === 'erase' && !this.#account) this.#session = { status: 'signedOut', userId: null };
    this.#tell();
  }

  #hear({ type, userId }: TabMessage): void {
    const account = this.#account;
    if (type === 'signedOut') {
      if (userId !== account?.userId) return;
      this.#verifying = null;
      void this.#drop('erase');
      return;
    }
    if (type === 'expired') {
      // Only one tab has a socket that would say so: the others ask for themselves.
      if (userId === account?.userId) this.sessionDoubted();
      return;
    }
    // The tabs' one session is another now: what was verified before means nothing.
    if (!this.#options.sharesSession) return;
    this.#verifying = null;
    if (!account) this.#findIfWanted();
    else if (account.userId === userId) {
      account.resume();
      this.#stand({ status: 'signedIn', userId });
    } else {
      this.#lose();
      this.#stand({ status: 'switched', userId: account.userId, toUserId: userId });
    }
  }

  #findIfWanted(): void {
    if (this.#isWanted && !this.#account && !this.#isClosed) this.ready().catch(() => null);
  }

  #stand(session: SessionView): void {
    const { status, userId } = this.#session;
    if (status === session.status && userId === session.userId && status !== 'switched') return;
    this.#session = session;
    this.#tell();
  }

  #tell(): void {
    this.#listeners.tell();
  }
}

/** Why there is no account. */
function viewWithout(error: unknown): SessionView {
  if (isSignIn(error)) return { status: 'signedOut', userId: null };
  const code = error instanceof NovaClientError ? error.code : null;
  if (code === 'STORAGE_FULL' || code === 'STORAGE_FAILED') return { status: 'unreadable', userId: null, why: code };
  return { status: 'unreachable', userId: null };
}

function isSignIn(error: unknown): boolean {
  return classify(error).policy === 'signIn' || (error instanceof NovaClientError && error.code === 'SIGNED_OUT');
}
