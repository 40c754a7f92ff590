import { uploadedInput } from '@nova/contract';
import { findUploaded } from '@nova/db';
import { router, signedIn } from '../procedures.ts';

export const fileRouter = router({
  /** Those of the files that the caller has uploaded: what a sender that began anew need not upload again. */
  uploaded: signedIn('read')
    .input(uploadedInput)
    .query(({ ctx, input }) => findUploaded(ctx.parts.db.query, input.fileIds, ctx.caller.userId)),
});
