import {
  changeScheduledInput,
  limits,
  type ListScheduledOutput,
  type ScheduleOutput,
  scheduledInput,
  scheduleInput,
} from '@nova/contract';
import { cancelScheduled, changeScheduled, createScheduled, findScheduled, listScheduled } from '@nova/db';
import { issuerOf } from '../context.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import { router, signedIn } from '../procedures.ts';
import { inputOf } from '../send/send-due.ts';

const refusals = {
  full: 'SCHEDULED_FULL',
  stranger: 'NOT_A_MEMBER',
  other: 'CLIENT_ID_REUSED',
  filesGone: 'FILE_NOT_FOUND',
} as const;

export const scheduledRouter = router({
  list: signedIn('read').query(
    async ({ ctx }): Promise<ListScheduledOutput> => ({
      scheduled: [...(await listScheduled(ctx.parts.db.query, ctx.caller.userId))],
    }),
  ),
  create: signedIn('write')
    .input(scheduleInput)
    .mutation(async ({ ctx, input }): Promise<ScheduleOutput> => {
      const { userId } = ctx.caller;
      const no = tooFar(input.dueAt);
      if (no) throw no;
      const outcome = await createScheduled(ctx.parts.db.query, userId, input);
      if (outcome !== 'made') throw refuse(refusals[outcome]);
      ctx.parts.inbox.touchedOwn(userId, 'scheduled');
      return { clientId: input.clientId };
    }),
  change: signedIn('write')
    .input(changeScheduledInput)
    .mutation(async ({ ctx, input }): Promise<ScheduleOutput> => {
      const { userId } = ctx.caller;
      const no = input.dueAt === undefined ? null : tooFar(input.dueAt);
      if (no) throw no;
      const { changed, state } = await changeScheduled(ctx.parts.db.query, userId, input);
      if (!changed)
        throw refuse(
          state === null || state === 'sent' || state === 'cancelled' ? 'SCHEDULED_GONE' : 'VERSION_CONFLICT',
        );
      ctx.parts.inbox.touchedOwn(userId, 'scheduled');
      return { clientId: input.clientId };
    }),
  cancel: signedIn('write')
    .input(scheduledInput)
    .mutation(async ({ ctx, input }): Promise<ScheduleOutput> => {
      const { userId } = ctx.caller;
      const state = await cancelScheduled(ctx.parts.db.query, userId, input.clientId);
      if (state !== 'cancelled') throw refuse('SCHEDULED_GONE');
      ctx.parts.inbox.touchedOwn(userId, 'scheduled');
      return { clientId: input.clientId };
    }),
  sendNow: signedIn('send')
    .input(scheduledInput)
    .mutation(async ({ ctx, input }) => {
      const { userId } = ctx.caller;
      const message = await findScheduled(ctx.parts.db.query, userId, input.clientId);
      if (!message) throw refuse('SCHEDULED_GONE');
      const sent = await ctx.sends.send(inputOf(message), issuerOf(ctx), message.version);
      ctx.parts.inbox.touchedOwn(userId, 'scheduled');
      return sent;
    }),
});

function tooFar(dueAt: string): Refusal | null {
  return Date.parse(dueAt) > Date.now() + limits.scheduleAheadMs ? refuse('INVALID_INPUT') : null;
}
