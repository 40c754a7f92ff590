import type { Id, Me } from '@nova/contract';
import type { TRPCClient } from '@trpc/client';
import { Accounts } from './accounts.ts';
import { Conversation } from './conversation-handle.ts';
import { within } from './deadline.ts';
import { NovaClientError } from './errors.ts';
import { InboxHandle } from './inbox/inbox-handle.ts';
import type { Network } from './network.ts';
import type { NovaClientOptions } from './options.ts';
import { chosen } from './options.ts';
import type { Platform } from './platform.ts';
import { classify } from './outbox/classification.ts';
import { DetailHandle } from './details/detail-handle.ts';
import { DraftsHandle } from './drafts/drafts-handle.ts';
import { LinksHandle } from './links/links-handle.ts';
import { PeopleHandle } from './people/people-handle.ts';
import { PresenceHandle } from './presence/presence-handle.ts';
import { NewsHandle } from './notifications/news-handle.ts';
import { OutboxHandle } from './outbox-handle.ts';
import { SavedHandle } from './saved/saved-handle.ts';
import { ScheduledHandle } from './scheduled/scheduled-handle.ts';
import { SearchHandle } from './search/search-handle.ts';
import { TraysHandle } from './trays/trays-handle.ts';
import { ThreadsHandle } from './thread/threads-handle.ts';
import { SessionHandle } from './session-handle.ts';
import type { AppRouter } from './wire/app-router.ts';
import type { AuthApi } from './wire/auth-api.ts';
import { lazyUploader } from './files/lazy-uploader.ts';
import type { Uploader } from './files/uploader.ts';
import type { OutgoingFile } from './outbox/entry.ts';
import type { EarlyAnswers } from './wire/early-answers.ts';
import { fileAddress, previewAddress } from './wire/file-address.ts';
import { Http } from './wire/http.ts';
import { openWire } from './wire/link.ts';
import type { Wire } from './wire/link.ts';
import type { Procedures } from './wire/procedures.ts';
import { probeTimeoutMs, Reachability } from './wire/reachability.ts';
import { Session } from './wire/session.ts';
import { trpcTransport } from './wire/trpc-transport.ts';

/** Nova for programs and browsers: one per program or tab. */
export class NovaClient {
  /** The plain typed proxy: every procedure of the server. Errors carry `data.reason` (see `classify`). */
  readonly trpc: TRPCClient<AppRouter>;
  readonly inbox: InboxHandle;
  readonly outbox: OutboxHandle;
  readonly session: SessionHandle;
  readonly people: PeopleHandle;
  readonly presence: PresenceHandle;
  readonly drafts: DraftsHandle;
  /** Files that were picked and not sent. */
  readonly trays: TraysHandle;
  /** Messages that wait to be sent later. */
  readonly scheduled: ScheduledHandle;
  /** What links to messages show. */
  readonly links: LinksHandle;
  /** The threads one follows. */
  readonly threads: ThreadsHandle;
  /** The messages one keeps for oneself. */
  readonly saved: SavedHandle;
  readonly search: SearchHandle;
  /** What one is to be told now, as the server decided for all devices. */
  readonly news: NewsHandle;
  /** Whether there is a way to the server. */
  readonly network: Network;
  readonly #accounts: Accounts;
  readonly #http: Http;
  readonly #wire: Wire<AppRouter>;
  readonly #reachability: Reachability;
  readonly #credentials: Session;
  readonly #url: string;
  readonly #platform: Platform;
  readonly #uploader: Uploader;
  readonly #early: EarlyAnswers | null;

  constructor(options: NovaClientOptions) {
    const choices = chosen(options);
    const { url, platform, newId } = choices;
    const session = new Session(choices.auth);
    const http = new Http({ url, platform, session, fetch: choices.fetch });
    this.#credentials = session;
    this.#http = http;
    this.#url = url;
    this.#platform = platform;
    this.#early = options.early ?? null;
    this.#reachability = new Reachability({
      platform,
      probe: async (signal) => {
        const response = await http.request('/api/trpc/user.me', { timeoutMs: probeTimeoutMs, signal });
        await response.body?.cancel();
        return response.status;
      },
      onSignInNeeded: () => this.#accounts.sessionDoubted(),
      onOffline: () => this.#wire.reconnect(),
    });
    this.#wire = openWire<AppRouter>({
      url,
      platform,
      session,
      http,
      WebSocket: choices.WebSocket,
      onSocket: (state) => (state === 'open' ? this.#reachability.confirm() : this.#reachability.doubt()),
    });
    this.trpc = this.#wire.trpc;
    this.network = choices.network ?? this.#reachability.network;
    this.network.onChange((online) => online && this.#wire.hurry());
    const procedures: Procedures = this.trpc;
    const transport = trpcTransport(procedures, (error) => this.#onBroken(error));
    const whoAmI = async (): Promise<Id> => {
      try {
        const query = (signal: AbortSignal): Promise<Me> => procedures.user.me.query(undefined, { signal });
        return (await within({ platform, ms: probeTimeoutMs }, query)).id;
      } catch (error) {
        this.#doubtWay(error);
        throw error;
      }
    };
    this.#uploader = lazyUploader(async () => {
      const { fileUploader } = await import('./wire/file-uploader.ts');
      return fileUploader({ ...choices, session, procedures, onBroken: (error) => this.#onBroken(error) });
    });
    this.#accounts = new Accounts({
      ...choices,
      network: this.network,
      transport,
      uploader: this.#uploader,
      procedures,
      whoAmI,
      anybody: async () => (await this.#auth()).whoseSession(),
      sharesSession: session.withCookies,
      way: {
        adopt: (online) => this.#reachability.adopt(online),
        doubt: () => this.#reachability.doubt(),
      },
    });
    this.inbox = new InboxHandle(this.#accounts);
    this.outbox = new OutboxHandle(this.#accounts, newId);
    this.session = new SessionHandle(this.#accounts, choices.store);
    this.people = new PeopleHandle(this.#accounts, procedures.user);
    this.presence = new PresenceHandle(this.#accounts);
    this.drafts = new DraftsHandle(this.#accounts);
    this.trays = new TraysHandle(this.#accounts);
    this.scheduled = new ScheduledHandle(this.#accounts);
    this.links = new LinksHandle(this.#accounts);
    this.threads = new ThreadsHandle(this.#accounts);
    this.saved = new SavedHandle(this.#accounts, { platform, newId });
    this.news = new NewsHandle(this.#accounts);
    this.search = new SearchHandle({ source: this.#accounts, store: choices.store, network: this.network });
  }

  /** Who is signed in, as far as is known now. */
  get userId(): Id | null {
    return this.#accounts.account?.userId ?? null;
  }

  /** The bearer token in use, for a program that keeps it for its next run. */
  get token(): string | null {
    return this.#credentials.token;
  }

  /**
   * Opens the signed-in person's account: from the device at once, else by asking the server. Conversations and the
   * inbox do it by themselves when they are used. @throws when nobody is signed in or the server cannot be asked.
   */
  async ready(): Promise<Id> {
    return (await this.#accounts.ready()).userId;
  }

  /** Makes an account and signs in. @throws NovaClientError SIGN_IN_REFUSED, UNREACHABLE. */
  async signUp(person: { name: string; email: string; password: string }): Promise<Id> {
    return this.#enter(await (await this.#auth()).signUp(person));
  }

  /** @throws NovaClientError SIGN_IN_REFUSED, UNREACHABLE. */
  async signIn(person: { email: string; password: string }): Promise<Id> {
    return this.#enter(await (await this.#auth()).signIn(person));
  }

  /**
   * Ends the session and takes everything of the account off the device (O8).
   * @throws NovaClientError OUTBOX_NOT_EMPTY with the number of entries that would be lost, unless `force`; then, and
   * when the server cannot be told (unless `force`), nothing has happened.
   */
  async signOut(how: { force?: boolean } = {}): Promise<void> {
    const account = this.#accounts.account ?? (await this.#accounts.ready().catch(() => null));
    const unsent = account?.outbox.entries.filter(({ state }) => state.type !== 'accepted').length ?? 0;
    if (unsent > 0 && !how.force) throw new NovaClientError('OUTBOX_NOT_EMPTY', { detail: unsent });
    try {
      await (await this.#auth()).signOut();
    } catch (error) {
      if (!how.force) throw error;
    }
    this.#credentials.enter(null);
    this.#early?.clear();
    if (account) await this.#accounts.forget(account);
    this.#wire.reconnect();
  }

  /** Ends all sessions but a new one of this device. @throws NovaClientError SIGN_IN_REFUSED, UNREACHABLE. */
  async changePassword(change: { current: string; next: string }): Promise<void> {
    await (await this.#auth()).changePassword(change);
  }

  /**
   * Has the way to a new password mailed, if there is an account with this address: which is not told.
   * @throws NovaClientError SIGN_IN_REFUSED (MAIL_OFF, INVALID_EMAIL, RATE_LIMITED), UNREACHABLE.
   */
  async forgotPassword(email: string): Promise<void> {
    await (await this.#auth()).forgotPassword(email);
  }

  /** Sets a new password by the token of such a mail, once; ends all sessions. @throws as `forgotPassword`; LINK_INVALID. */
  async resetPassword(reset: { token: string; next: string }): Promise<void> {
    await (await this.#auth()).resetPassword(reset);
  }

  /** A conversation, live until `close()`. */
  conversation(id: Id): Conversation {
    const conversation = new Conversation(id, this.#accounts);
    // Nobody signed in is no error yet: the conversation waits for it.
    this.#accounts.ready().catch(() => null);
    return conversation;
  }

  /** A conversation's members and settings, for as long as somebody listens. */
  details(id: Id): DetailHandle {
    return new DetailHandle(this.#accounts, id);
  }

  /** Where a file of a message is, for pages that carry the session: as it is, as a smaller picture, or to be saved. */
  fileUrl(fileId: Id, how: 'shown' | 'preview' | 'saved' = 'shown'): string {
    return fileAddress(this.#url, fileId, how);
  }

  /** Where the picture of a link preview is, for whoever is signed in and may read the message that shows it. */
  previewUrl(messageId: Id, pictureId: Id): string {
    return previewAddress(this.#url, messageId, pictureId);
  }

  /**
   * A file of a message, whole; asked for once (see `patience`). @throws what `classify` reads; the signal's reason.
   */
  async readFile(fileId: Id, signal?: AbortSignal): Promise<Blob> {
    const { readFile } = await import('./wire/read-file.ts');
    const parts = { http: this.#http, platform: this.#platform };
    return readFile(parts, fileAddress(this.#url, fileId, 'shown'), signal);
  }

  /**
   * Brings a file to the server beside the outbox, for a program that has its bytes and can come again: twice is once
   * (F1). What is in no message after a day is gone. @throws what `classify` reads.
   */
  async uploadFile(file: OutgoingFile, bytes: Blob, signal: AbortSignal): Promise<void> {
    await this.#uploader.upload(file, bytes, { signal, onProgress: () => {} });
  }

  /** Lets go of the server and the device; the queue stays on the device. The store, given or made, stays open. */
  async close(): Promise<void> {
    await this.#accounts.close();
    this.#reachability.close();
    await this.#wire.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #enter(signedIn: { userId: Id; token: string | null }): Promise<Id> {
    this.#credentials.enter(signedIn.token);
    this.#early?.clear();
    // A socket open now belongs to whoever was signed in before.
    this.#wire.reconnect();
    return (await this.#accounts.signedIn(signedIn.userId)).userId;
  }

  /** Whoever is signed in sees their first picture without it. @throws NovaClientError UNREACHABLE. */
  async #auth(): Promise<AuthApi> {
    try {
      const { AuthApi } = await import('./wire/auth-api.ts');
      return new AuthApi(this.#http);
    } catch (cause) {
      throw new NovaClientError('UNREACHABLE', { cause });
    }
  }

  #onBroken(error: unknown): void {
    if (classify(error).policy === 'signIn') this.#accounts.sessionDoubted();
    this.#doubtWay(error);
  }

  #doubtWay(error: unknown): void {
    const verdict = classify(error);
    if (verdict.cause === 'NO_CONNECTION' || verdict.cause === 'UNREACHABLE') this.#reachability.doubt();
  }
}

/** A client of the Nova server at `url`. It connects when it is first used. */
export function createNovaClient(options: NovaClientOptions): NovaClient {
  return new NovaClient(options);
}
