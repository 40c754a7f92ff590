import type { InboxItem, LogItem, Me, SearchOutput } from '@nova/contract';
import {
  deleteInput,
  editInput,
  hidePreviewsInput,
  errorTable,
  eventsInput,
  listInput,
  pinInput,
  reactInput,
  saveInput,
  searchInput,
  sendInput,
  threadInput,
} from '@nova/contract';
import { initTRPC, tracked, TRPCError } from '@trpc/server';
import { RefusedError } from '../transport.ts';
import type { ModelServer } from './model-server.ts';
import { summaryOf } from './summary-of.ts';

export interface ModelContext {
  readonly userId: string | null;
  readonly server: ModelServer;
}

const t = initTRPC.context<ModelContext>().create({
  errorFormatter: ({ shape, error }) => {
    const data = error.cause instanceof RefusedError ? error.cause.data : {};
    return { ...shape, data: { ...shape.data, ...data } };
  },
});

const procedure = t.procedure.use(async ({ ctx, next }) => {
  if (ctx.userId === null) throw refusedAs(new RefusedError('UNAUTHENTICATED'));
  const answer = await next({ ctx: { ...ctx, userId: ctx.userId } });
  if (!answer.ok && answer.error.cause instanceof RefusedError) throw refusedAs(answer.error.cause);
  return answer;
});

function refusedAs(cause: RefusedError): TRPCError {
  return new TRPCError({ code: errorTable[cause.data.reason].code, message: cause.message, cause });
}

/** The model server behind real tRPC. */
export const modelRouter = t.router({
  user: t.router({
    me: procedure.query(({ ctx }): Me => {
      const id = ctx.userId;
      return { id, name: id, handle: 'me', image: null, placeholder: false, email: 'me@example.org' };
    }),
  }),
  message: t.router({
    send: procedure.input(sendInput).mutation(({ ctx, input }) => {
      const { replyToId, threadRootId, alsoSend, ...rest } = input;
      const place = {
        ...(replyToId ? { replyToId } : {}),
        ...(threadRootId ? { threadRootId } : {}),
        ...(alsoSend ? { alsoSend } : {}),
      };
      const receipt = ctx.server.perform(ctx.userId, { kind: 'send', input: { ...rest, ...place } });
      return { ...receipt, conversationId: input.conversationId, sentAt: '', duplicate: false };
    }),
    edit: procedure.input(editInput).mutation(({ ctx, input }) => ({
      ...ctx.server.perform(ctx.userId, { kind: 'edit', input }),
      version: input.expectedVersion + 1,
    })),
    delete: procedure
      .input(deleteInput)
      .mutation(({ ctx, input }) => ctx.server.perform(ctx.userId, { kind: 'delete', input })),
    react: procedure.input(reactInput).mutation(({ ctx, input }) => ({
      ...ctx.server.perform(ctx.userId, { kind: 'react', input }),
      changed: true,
    })),
    pin: procedure.input(pinInput).mutation(({ ctx, input }) => ({
      ...ctx.server.perform(ctx.userId, { kind: 'pin', input }),
      changed: true,
    })),
    hidePreviews: procedure.input(hidePreviewsInput).mutation(({ ctx, input }) => ({
      ...ctx.server.perform(ctx.userId, { kind: 'hidePreviews', input }),
      changed: true,
    })),
    save: procedure
      .input(saveInput)
      .mutation(({ ctx, input }) => ({ ...ctx.server.perform(ctx.userId, { kind: 'save', input }), changed: true })),
    list: procedure.input(listInput).query(({ ctx, input }) => {
      const { conversationId, limit, before, after, around } = input;
      const place = {
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(around === undefined ? {} : { around }),
      };
      return ctx.server.list(ctx.userId, { conversationId, limit, ...place });
    }),
    // Says what it was asked; one that begins with `none` finds nothing, and one of `mended` something else.
    search: procedure
      .input(searchInput)
      .query(({ input: { limit, sort, has: _has, is: _is, ...input } }): SearchOutput => {
        const snippet = [{ text: JSON.stringify(input), isHit: false }];
        const hit = { messageId: '', conversationId: '', seq: limit, senderId: sort, sentAt: '', editedAt: null };
        const hits = input.text.startsWith('none') ? [] : [{ ...hit, threadRootId: null, snippet }];
        const corrected = input.text === 'mended' ? [{ word: 'mended', instead: ['ended'] }] : [];
        return { hits, cursor: 'next', corrected, dropped: [] };
      }),
  }),
  thread: t.router({
    get: procedure
      .input(threadInput)
      .query(({ ctx, input: { rootId, limit, before } }) =>
        ctx.server.thread(ctx.userId, { rootId, limit, ...(before === undefined ? {} : { before }) }),
      ),
  }),
  conversation: t.router({
    events: procedure.input(eventsInput).subscription(async function* ({ ctx, input, signal }) {
      const { server, userId } = ctx;
      const { conversationId } = input;
      let wake = Promise.withResolvers<void>();
      const leave = server.onEvent(() => wake.resolve());
      signal?.addEventListener('abort', () => wake.resolve());
      let cursor = input.lastEventId ?? server.cursor(server.log(conversationId).length);
      try {
        while (!signal?.aborted) {
          wake = Promise.withResolvers<void>();
          const news = server.after(userId, conversationId, cursor);
          if (news === 'reset') {
            const seq = server.log(conversationId).length;
            cursor = server.cursor(seq);
            const reset: LogItem = { type: 'reset', conversationId, seq };
            yield tracked(cursor, reset);
            continue;
          }
          for (const event of news) {
            cursor = server.cursor(event.seq);
            const item: LogItem = event;
            yield tracked(cursor, item);
            if (event.type === 'member.removed' && event.userId === userId) return;
          }
          if (news.length === 0) await wake.promise;
        }
      } finally {
        leave();
      }
    }),
  }),
  inbox: t.router({
    changes: procedure.subscription(async function* ({ ctx, signal }) {
      const { server } = ctx;
      const conversations = server.inbox.map((id) => summaryOf(id, { lastSeq: server.log(id).length }));
      const snapshot: InboxItem = { type: 'snapshot', conversations };
      yield snapshot;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    }),
  }),
});
