import {
  claimInput,
  revokeDeviceInput,
  setStatusInput,
  updateProfileInput,
  userLookupInput,
  userSearchInput,
} from '@nova/contract';
import { claimableBy, listDevices, lookUpUsers } from '@nova/db';
import { claim } from '../commands/claim.ts';
import { revokeDevice } from '../commands/revoke-device.ts';
import { changeStatus } from '../commands/set-status.ts';
import { changeProfile } from '../commands/update-profile.ts';
import { issuerOf } from '../context.ts';
import { router, signedIn } from '../procedures.ts';
import { findPeople, me } from '../queries/people.ts';

export const userRouter = router({
  me: signedIn('read').query(({ ctx }) => me(ctx.parts, ctx.caller.userId)),
  updateProfile: signedIn('write')
    .input(updateProfileInput)
    .mutation(({ ctx, input }) => changeProfile(ctx.parts, input, issuerOf(ctx))),
  setStatus: signedIn('write')
    .input(setStatusInput)
    .mutation(({ ctx, input }) => changeStatus(ctx.parts, input, issuerOf(ctx))),
  search: signedIn('search')
    .input(userSearchInput)
    .query(({ ctx, input }) => findPeople(ctx.parts, input)),
  lookup: signedIn('read')
    .input(userLookupInput)
    .query(async ({ ctx, input }) => [...(await lookUpUsers(ctx.parts.db.query, input.userIds))]),
  devices: signedIn('read').query(({ ctx }) =>
    listDevices(ctx.parts.db.query, ctx.caller.userId, ctx.caller.sessionId),
  ),
  revokeDevice: signedIn('write')
    .input(revokeDeviceInput)
    .mutation(({ ctx, input }) => revokeDevice(ctx.parts, input, issuerOf(ctx))),
  claimable: signedIn('read').query(({ ctx }) => claimableBy(ctx.parts.db.query, ctx.caller.userId)),
  claim: signedIn('write')
    .input(claimInput)
    .mutation(({ ctx, input }) =>
      claim(ctx.parts, { ...input, userId: ctx.caller.userId }, { issuer: issuerOf(ctx), asOperator: false }),
    ),
});
