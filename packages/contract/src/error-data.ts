import { z } from 'zod';
import { errorTable, type Reason } from './errors.ts';

const reasons = Object.keys(errorTable) as [Reason, ...Reason[]];
export const reasonSchema = z.enum(reasons);

/** The part of `error.data` that Nova promises beside tRPC's own `code`, `httpStatus` and `path`. */
export const errorDataSchema = z.object({
  reason: reasonSchema,
  retryable: z.boolean(),
  /** Do not try again sooner than this, in milliseconds. */
  retryAfterMs: z.number().nonnegative().optional(),
  /** VERSION_CONFLICT: the message as it stands, to show beside the caller's text. */
  current: z.unknown().optional(),
  /** INVALID_INPUT: where the input is wrong, as `path: what`. */
  issues: z.array(z.string()).optional(),
  requestId: z.string().optional(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;
