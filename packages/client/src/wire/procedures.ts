import type {
  ChangeScheduledInput,
  ConversationDetail,
  DeleteInput,
  DeleteOutput,
  EditInput,
  EditOutput,
  HidePreviewsInput,
  FollowThreadOutput,
  Id,
  InboxItem,
  LinkedInput,
  LinkedMessage,
  ListDoneOutput,
  ListDraftsOutput,
  ListOutput,
  ListScheduledOutput,
  ListThreadsOutput,
  LogItem,
  Me,
  NotificationNews,
  PinInput,
  PresenceItem,
  Quote,
  ReactInput,
  ReadOutput,
  Revision,
  SaveInput,
  SaveOutput,
  ScheduleInput,
  ScheduleOutput,
  SearchOutput,
  SendInput,
  SendOutput,
  SetDraftInput,
  SetDraftOutput,
  ThreadOutput,
  ThreadPlaceOutput,
  ToggleOutput,
  UserProfile,
  UserStatus,
} from '@nova/contract';
import type { PageRequest, ThreadRequest } from '../transport.ts';

interface Mutation<In, Out> {
  mutate(input: In, options?: { signal?: AbortSignal }): Promise<Out>;
}

/** The part of a subscription's observer that this package listens to. */
export interface Observer<Data> {
  onStarted?: () => void;
  onData: (data: Data) => void;
  onError?: (error: unknown) => void;
  onComplete?: () => void;
  onConnectionStateChange?: (state: { state: 'idle' | 'connecting' | 'pending' }) => void;
}

interface Query<In, Out> {
  query(input: In, options?: { signal?: AbortSignal }): Promise<Out>;
}

interface Subscription<In, Data> {
  subscribe(input: In, observer: Observer<Data>): { unsubscribe(): void };
}

/** What `message.search` is asked. */
export interface SearchRequest {
  readonly text: string;
  readonly conversationId?: Id;
  readonly before?: string;
  readonly after?: string;
  readonly sort: 'relevance' | 'time';
  readonly cursor?: string;
  readonly limit: number;
}

/** The procedures that this package calls itself; the typed proxy of Nova's router is one of these, and so is a test's. */
export interface Procedures {
  readonly message: {
    readonly send: Mutation<SendInput, SendOutput>;
    readonly edit: Mutation<EditInput, EditOutput>;
    readonly delete: Mutation<DeleteInput, DeleteOutput>;
    readonly react: Mutation<ReactInput, ToggleOutput>;
    readonly pin: Mutation<PinInput, ToggleOutput>;
    readonly hidePreviews: Mutation<HidePreviewsInput, ToggleOutput>;
    readonly save: Mutation<SaveInput, SaveOutput>;
    readonly saved: Query<{ after?: string }, ListDoneOutput>;
    readonly list: Query<PageRequest, ListOutput>;
    readonly linked: Query<LinkedInput, LinkedMessage[]>;
    readonly quotes: Query<{ messageIds: Id[] }, Quote[]>;
    readonly revisions: Query<{ messageId: Id }, Revision[]>;
    readonly search: Query<SearchRequest, SearchOutput>;
  };
  readonly scheduled: {
    readonly list: Query<void, ListScheduledOutput>;
    readonly create: Mutation<ScheduleInput, ScheduleOutput>;
    readonly change: Mutation<ChangeScheduledInput, ScheduleOutput>;
    readonly cancel: Mutation<{ clientId: Id }, ScheduleOutput>;
    readonly sendNow: Mutation<{ clientId: Id }, SendOutput>;
  };
  readonly draft: {
    readonly list: Query<{ since?: string }, ListDraftsOutput>;
    readonly set: Mutation<SetDraftInput, SetDraftOutput>;
  };
  readonly file: { readonly uploaded: Query<{ fileIds: Id[] }, Id[]> };
  readonly conversation: {
    readonly get: Query<{ conversationId: Id }, ConversationDetail>;
    readonly markRead: Mutation<{ conversationId: Id; seq: number }, ReadOutput>;
    readonly markUnread: Mutation<{ conversationId: Id; seq: number }, ReadOutput>;
    readonly events: Subscription<{ conversationId: string; lastEventId: string }, { id: string; data: LogItem }>;
  };
  readonly thread: {
    readonly get: Query<ThreadRequest, ThreadOutput>;
    readonly list: Query<{ after?: string }, ListThreadsOutput>;
    readonly follow: Mutation<{ rootId: Id; on: boolean }, FollowThreadOutput>;
    readonly markRead: Mutation<{ rootId: Id; seq: number }, ThreadPlaceOutput>;
  };
  readonly inbox: { readonly changes: Subscription<void, InboxItem> };
  readonly presence: {
    readonly setTyping: Mutation<{ conversationId: Id; on: boolean }, unknown>;
    readonly watch: Subscription<{ conversationIds: Id[]; userIds: Id[] }, PresenceItem>;
  };
  readonly notification: { readonly news: Query<void, { news: NotificationNews[] }> };
  readonly user: {
    readonly me: Query<void, Me>;
    readonly lookup: Query<{ userIds: Id[] }, UserProfile[]>;
    readonly updateProfile: Mutation<{ name?: string; handle?: string }, Me>;
    readonly setStatus: Mutation<{ status: UserStatus | null; pause: boolean }, Me>;
  };
}
