import type { ConversationSummary, Id, ListDoneOutput, Revision, SearchOutput, ThreadPlace } from '@nova/contract';
import type { AccountOptions } from './account-options.ts';
import { requestTimeoutMs, within } from './deadline.ts';
import { Details } from './details/details.ts';
import type { Drafts } from './drafts/drafts.ts';
import { openUnsaid } from './drafts/open-unsaid.ts';
import type { LinkedMessages } from './links/linked-messages.ts';
import { LiveInbox } from './inbox/live-inbox.ts';
import { OwnWordsKeeper } from './inbox/own-words.ts';
import { ReadMarks } from './inbox/read-marks.ts';
import type { Later } from './later.ts';
import { filesOf } from './outbox/entry.ts';
import { TabOutbox } from './outbox/tab-outbox.ts';
import type { KeptPeople } from './people/people.ts';
import { People } from './people/people.ts';
import type { News } from './notifications/news.ts';
import { LivePresence } from './presence/live-presence.ts';
import { Quotes } from './quotes/quotes.ts';
import { Rooms } from './rooms.ts';
import { Saved } from './saved/saved.ts';
import type { ScheduledMessages } from './scheduled/scheduled-messages.ts';
import type { KeptKey } from './store/forget-copies.ts';
import { Kept } from './store/kept.ts';
import { FollowedThreads } from './thread/followed-threads.ts';
import { ThreadMarks } from './thread/thread-marks.ts';
import { idsInTrays, traysKey } from './trays/ids-in-trays.ts';
import type { KeptTrays, Trays } from './trays/trays.ts';
import type { Uploader } from './files/uploader.ts';
import type { Gate } from './wire/gate.ts';
import { askingBehind, subscribeBehind } from './wire/gate.ts';
import type { Procedures, SearchRequest } from './wire/procedures.ts';

/** Everything of one signed-in person on this device: the queue, the open conversations, the inbox, and what is known of others. */
export class Account {
  readonly outbox: TabOutbox;
  readonly inbox: LiveInbox;
  readonly people: People;
  readonly presence: LivePresence;
  readonly drafts: Drafts;
  readonly trays: Later<Trays>;
  readonly scheduled: Later<ScheduledMessages>;
  readonly details: Details;
  readonly quotes: Quotes;
  readonly links: Later<LinkedMessages>;
  readonly news: Later<News>;
  readonly threads: FollowedThreads;
  readonly threadMarks: ThreadMarks;
  readonly saved: Saved;
  /** What was looked for last. */
  readonly searches: Kept<readonly string[]>;
  readonly #options: AccountOptions;
  readonly #rooms: Rooms;

  constructor(options: AccountOptions) {
    this.#options = options;
    const { userId, platform, requestTimeoutMs, uploader } = options;
    const { procedures, live, gate, network, tabs } = options;
    const common = { platform, network };
    const behind = askingBehind(gate);
    const kept = <T>(key: KeptKey): Kept<T> => new Kept<T>({ ...options, account: userId, key });
    this.outbox = new TabOutbox({
      ...options,
      account: userId,
      ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
      ...(uploader ? { uploader: uploaderBehind(gate, uploader) } : {}),
      filesBeside: async () => idsInTrays(await kept<KeptTrays>(traysKey).load()),
    });
    const people = new People({
      self: userId,
      user: procedures.user,
      gate,
      ...common,
      kept: kept<KeptPeople>('people.1'),
    });
    this.people = people;
    const saved = new Saved({ outbox: this.outbox, kept: kept('saved.1'), shown: kept('reminded.1') });
    this.saved = saved;
    const marks = new ReadMarks({
      send: behind(({ conversationId, readSeq, isBack }, signal) =>
        isBack
          ? procedures.conversation.markUnread.mutate({ conversationId, seq: readSeq + 1 }, { signal })
          : procedures.conversation.markRead.mutate({ conversationId, seq: readSeq }, { signal }),
      ),
      ...common,
      tabs,
      kept: kept('reads.2'),
    });
    this.inbox = new LiveInbox(
      platform,
      (observer) => subscribeBehind(gate, observer, (gated) => live.inbox.changes.subscribe(undefined, gated)),
      {
        marks,
        words: new OwnWordsKeeper(this.outbox),
        kept: kept<readonly ConversationSummary[]>('inbox.2'),
        // The first snapshot says `all`, too: what was asked for before the subscription stood may have changed between the
        // two, and nobody would ever tell (D2, P1, Y2). So it is asked for again, late enough to be in no first picture;
        // to ask only then would leave the first picture without names and drafts until there is a socket.
        onOwn: (what) => {
          if (what === 'all' || what.includes('drafts')) this.drafts.refresh(what === 'all' ? 'all' : 'news');
          if (what === 'all' || what.includes('scheduled')) this.scheduled.here?.refresh();
          if (what === 'all' || what.includes('notifications')) this.news.here?.refresh();
          if (what === 'all') this.links.here?.doubt();
          if (what === 'all' || what.includes('people')) people.doubt();
        },
        onSummaries: (summaries) => {
          people.learnFrom(summaries);
          this.links.here?.seen(summaries);
          for (const { id } of summaries) this.#rooms.welcomeTo(id);
        },
        onSaved: (entries) => saved.take(entries),
        onPeople: (profiles) => people.learn(profiles),
      },
    );
    this.presence = new LivePresence({
      self: userId,
      platform,
      watch: (interest, observer) =>
        subscribeBehind(gate, observer, (gated) => live.presence.watch.subscribe(interest, gated)),
      tell: behind((mark) => procedures.presence.setTyping.mutate(mark)),
    });
    const outgoing = (): Id[] => this.outbox.entries.flatMap(filesOf).map(({ id }) => id);
    const unsaid = openUnsaid({ ...options, outgoing });
    this.drafts = unsaid.drafts;
    this.scheduled = unsaid.scheduled;
    this.trays = unsaid.trays;
    this.links = unsaid.links;
    this.news = unsaid.news;
    this.details = new Details({
      get: behind((conversationId, signal) => procedures.conversation.get.query({ conversationId }, { signal })),
      ...common,
      onPeople: (profiles) => people.learn(profiles),
    });
    this.quotes = new Quotes({
      ask: behind((messageIds, signal) => procedures.message.quotes.query({ messageIds }, { signal })),
      ...common,
    });
    this.threadMarks = new ThreadMarks({
      send: behind((mark, signal) => procedures.thread.markRead.mutate(mark, { signal })),
      ...common,
      tabs,
      kept: kept('threadReads.1'),
    });
    this.threads = new FollowedThreads({
      ask: behind((input, signal) => procedures.thread.list.query(input, { signal })),
      platform,
      onNews: (listener) => this.inbox.subscribe(listener),
      kept: kept('threads.1'),
    });
    this.searches = kept('searches.1');
    this.#rooms = new Rooms({
      ...options,
      self: userId,
      outbox: this.outbox,
      onEvent: (event) => {
        this.details.note(event);
        this.quotes.note(event);
        this.links.here?.note(event);
      },
      headSeq: (conversationId) => this.inbox.headSeq(conversationId),
      onLeft: (conversationId) => this.quotes.forget(conversationId),
    });
  }

  get userId(): Id {
    return this.#options.userId;
  }

  /**
   * Resolves when what the device remembers can be shown, that of the conversations that somebody waits for included:
   * whoever holds one in the step after it, before `begun`, has it at once. Call once. @throws what the store throws.
   */
  async start(awaited: readonly Id[]): Promise<void> {
    const { report } = this.#options;
    await Promise.all([
      this.#rooms.readAhead(awaited),
      this.outbox.start(),
      this.drafts.start(),
      this.threadMarks.start(),
      // A copy that is not as it should be keeps nobody from the rest: the server tells it again.
      ...[this.inbox, this.people, this.saved].map((copy) =>
        copy.start().catch((error: unknown) => report({ type: 'uncaught', error })),
      ),
    ]);
  }

  /** Whoever waited for the account holds what they want. Idempotent. */
  begun(): void {
    this.#rooms.forgetAhead();
  }

  /** The conversation, open until every holder has called `release` (idempotent). */
  hold(conversationId: Id): ReturnType<Rooms['hold']> {
    return this.#rooms.hold(conversationId);
  }

  /** Every text that a message has had, oldest first. @throws what the server refused it with. */
  async revisions(messageId: Id): Promise<Revision[]> {
    return this.#ask(({ message }, signal) => message.revisions.query({ messageId }, { signal }));
  }

  /** A page of the server's search. @throws what the server refused it with. */
  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchOutput> {
    return this.#ask(({ message }, ended) => message.search.query(request, { signal: ended }), signal);
  }

  /** Follows a thread or stops to. @throws what the server refused it with. */
  async followThread(rootId: Id, on: boolean): Promise<ThreadPlace> {
    return this.#ask(({ thread }, signal) => thread.follow.mutate({ rootId, on }, { signal }));
  }

  /** What is saved, for as long as somebody listens: the inbox brings it. */
  followSaved(listener: () => void): () => void {
    const leave = [this.saved.subscribe(listener), this.inbox.subscribe(() => {})];
    return () => {
      for (const one of leave) one();
    };
  }

  /** What one is to be told, for as long as somebody listens: the inbox says when there is something, and when it may be over. */
  followNews(listener: () => void): () => void {
    const leave = [this.news.subscribe(listener), this.inbox.subscribe(() => this.news.here?.doubt())];
    return () => {
      for (const one of leave) one();
    };
  }

  /** What is saved and done, a page of it. @throws what the server refused it with. */
  async savedDone(after?: string): Promise<ListDoneOutput> {
    const input = after === undefined ? {} : { after };
    return this.#ask(({ message }, signal) => message.saved.query(input, { signal }));
  }

  /** A file of the queue, as it lies on the device. @throws what the store throws. */
  file(fileId: Id): Promise<Blob | null> {
    return this.#options.store.getFile(this.userId, fileId);
  }

  /** The server wants a sign-in: everything live says so and rests. */
  rest(error: unknown): void {
    this.#rooms.rest(error);
    this.inbox.rest(error);
    this.presence.rest();
  }

  /** Signed in again: what rested goes on. The queue waits for `sendAll`. */
  resume(): void {
    this.#rooms.resume();
    this.inbox.resume();
    this.presence.resume();
  }

  /** `erase` leaves nothing of the conversations on the device. Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.presence.close();
    this.details.close();
    this.quotes.close();
    this.links.here?.close();
    this.news.here?.close();
    await Promise.all([
      this.#rooms.close(how),
      this.inbox.close(how),
      this.people.close(how),
      this.drafts.close(how),
      this.scheduled.here?.close(how),
      this.trays.here?.close(how),
      this.threads.close(how),
      this.threadMarks.close(how),
      this.saved.close(how),
      this.searches.close(how),
    ]);
    this.#options.leave();
    await this.outbox.close();
  }

  /** Asks once, when it may and not for longer than a request may take. */
  async #ask<T>(ask: (procedures: Procedures, ended: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { procedures, gate, platform, requestTimeoutMs: ms = requestTimeoutMs } = this.#options;
    await gate();
    return within({ platform, ms, ...(signal ? { signal } : {}) }, (ended) => ask(procedures, ended));
  }
}

/** What one person wrote offline must not leave under the session of the next: nor their files. */
function uploaderBehind(gate: Gate, inner: Uploader): Uploader {
  const behind = askingBehind(gate);
  return {
    uploaded: behind((fileIds, signal) => inner.uploaded(fileIds, signal)),
    upload: behind((file, bytes, hooks) => inner.upload(file, bytes, hooks)),
  };
}
