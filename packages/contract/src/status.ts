import { z } from 'zod';
import { instantSchema } from './instants.ts';
import { emojiSchema, statusTextSchema } from './text.ts';

/** What somebody is about, beside their name: an emoji, a few words, or both (P1). */
export interface UserStatus {
  emoji: string | null;
  /** Empty where the emoji says it. */
  text: string;
  /** When it is over, ISO 8601, UTC; null: when it is taken down by hand. */
  until: string | null;
}

export const setStatusInput = z.object({
  /** The caller is told of nothing until it is over, or taken down; only with an `until`. */
  pause: z.boolean().default(false),
  /** Null: none any more. What is over already is none. */
  status: z
    .object({
      emoji: emojiSchema.nullable().default(null),
      text: statusTextSchema.default(''),
      until: instantSchema
        .transform((at) => new Date(at).toISOString())
        .nullable()
        .default(null),
    })
    .refine(({ emoji, text }) => emoji !== null || text !== '', { message: 'says nothing' })
    .nullable(),
});
