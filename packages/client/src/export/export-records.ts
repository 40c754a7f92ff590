import {
  type Device,
  type ExportMembersPage,
  type ExportPage,
  exportFormatVersion,
  type ExportRecord,
  type Id,
  type ListDraftsOutput,
  type ListScheduledOutput,
  type Me,
  type UserProfile,
} from '@nova/contract';

/** The procedures that an export asks. Each judges by what is true when it is asked. */
export interface ExportProcedures {
  readonly user: {
    readonly me: { query(input?: undefined, options?: Asking): Promise<Me> };
    readonly devices: { query(input?: undefined, options?: Asking): Promise<Device[]> };
  };
  readonly draft: { readonly list: { query(input: {}, options?: Asking): Promise<ListDraftsOutput> } };
  readonly scheduled: { readonly list: { query(input?: undefined, options?: Asking): Promise<ListScheduledOutput> } };
  readonly conversation: {
    readonly list: { query(input?: undefined, options?: Asking): Promise<readonly { readonly id: Id }[]> };
    readonly exportPage: {
      query(
        input: { conversationId: Id; after: number; only: 'everything' | 'own' },
        options?: Asking,
      ): Promise<ExportPage>;
    };
    readonly exportMembers: {
      query(input: { conversationId: Id; after: Id | null }, options?: Asking): Promise<ExportMembersPage>;
    };
  };
}

interface Asking {
  readonly signal?: AbortSignal;
}

/** `own`: one's profile, sessions and memberships, and what one wrote, also what is not sent yet; else everything that is in these conversations. */
export type ExportOrder = 'own' | { readonly conversationIds: readonly Id[] };

export interface ExportOptions {
  readonly signal: AbortSignal;
  /** ISO 8601: written into the head. */
  readonly exportedAt: string;
  /** Asks one question; may ask again. Absent: once. */
  readonly ask?: <T>(question: () => Promise<T>) => Promise<T>;
}

/**
 * An export, record by record, as it is read from the server: of what the person may read at that moment, and nothing of
 * what is deleted (X1). Ends early with the server's error when the person is removed meanwhile: what is written then
 * has no end record.
 *
 * @throws what the server refused it with; the signal's reason.
 */
export async function* exportRecords(
  trpc: ExportProcedures,
  order: ExportOrder,
  { signal, exportedAt, ask = (question) => question() }: ExportOptions,
): AsyncGenerator<ExportRecord> {
  const me = await ask(() => trpc.user.me.query(undefined, { signal }));
  const own = order === 'own';
  yield { type: 'nova', version: exportFormatVersion, what: own ? 'own' : 'conversations', exportedAt, byId: me.id };
  const told = new Set<Id>();
  const { id, name, handle, email } = me;
  told.add(id);
  yield { type: 'person', id, name, handle, email };
  if (own) {
    for (const { createdAt, expiresAt, userAgent } of await ask(() => trpc.user.devices.query(undefined, { signal })))
      yield { type: 'session', createdAt, expiresAt, userAgent };
  }
  const conversationIds = own
    ? (await ask(() => trpc.conversation.list.query(undefined, { signal }))).map((one) => one.id)
    : order.conversationIds;
  const unsaid = own ? await unsaidOf(trpc, { signal, ask }) : [];
  let messages = 0;
  for (const conversationId of conversationIds) {
    for (let after: Id | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const from: Id | null = after;
      const page: ExportMembersPage = await ask(() =>
        trpc.conversation.exportMembers.query({ conversationId, after: from }, { signal }),
      );
      if (isFirst) yield conversationRecord(page.conversation);
      // Who else is in it is no data of one's own.
      const members = own ? page.members.filter(({ user }) => user.id === me.id) : page.members;
      yield* strangersAmong(
        members.map(({ user }) => user),
        told,
      );
      for (const { user, role, joinedAt } of members)
        yield { type: 'member', conversationId, userId: user.id, role, joinedAt };
      after = page.next;
    }
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after;
      const page: ExportPage = await ask(() =>
        trpc.conversation.exportPage.query(
          { conversationId, after: from, only: own ? 'own' : 'everything' },
          { signal },
        ),
      );
      yield* strangersAmong(page.people, told);
      for (const { seq: _, files = [], ...message } of page.messages) {
        messages++;
        yield { type: 'message', conversationId, ...message, files };
      }
      after = page.next;
    }
  }
  yield* unsaid;
  yield { type: 'end', conversations: conversationIds.length, messages };
}

/** What one has begun to write, and what is to be sent later. */
async function unsaidOf(
  trpc: ExportProcedures,
  { signal, ask }: { readonly signal: AbortSignal; readonly ask: NonNullable<ExportOptions['ask']> },
): Promise<readonly ExportRecord[]> {
  const { drafts } = await ask(() => trpc.draft.list.query({}, { signal }));
  const { scheduled } = await ask(() => trpc.scheduled.list.query(undefined, { signal }));
  return [
    ...drafts
      .filter(({ body }) => body !== '')
      .map(({ conversationId, threadRootId, replyToId, body, at }): ExportRecord => {
        return { type: 'draft', conversationId, threadRootId, replyToId, body, at };
      }),
    ...scheduled.map(
      ({ conversationId, threadRootId, replyToId, body, dueAt, refusal, attachments = [] }): ExportRecord => {
        const files = attachments.map(({ id, name, alt, type, size }) => ({ id, name, alt, type, size }));
        return { type: 'scheduled', conversationId, threadRootId, replyToId, body, dueAt, refusal, files };
      },
    ),
  ];
}

function conversationRecord({ id, kind, title, topic, createdAt }: ExportMembersPage['conversation']): ExportRecord {
  return { type: 'conversation', id, kind, title, topic, createdAt };
}

function* strangersAmong(people: readonly UserProfile[], told: Set<Id>): Generator<ExportRecord> {
  for (const { id, name, handle } of people) {
    if (told.has(id)) continue;
    told.add(id);
    yield { type: 'person', id, name, handle };
  }
}
