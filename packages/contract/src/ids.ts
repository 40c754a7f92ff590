import { z } from 'zod';

/** A UUID in its canonical lower-case text form. Ids made by the server are UUIDv7, so they sort by the time they were made. */
export const uuidSchema = z.uuid().transform((id) => id.toLowerCase());

/** Any row id on the wire: user, conversation, message, session. */
export type Id = string;

/**
 * A position in one conversation's log: 1, 2, 3 … with no holes, in commit order (L1).
 * 0 means "before the first event".
 */
export const seqSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
