import { z } from 'zod';
import { limits } from './limits.ts';
import { reachWords } from './mentions.ts';

/** Text that Postgres and JSON can both carry: no NUL, no half of a surrogate pair. */
const storable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** One line of at most `maxChars` with something visible in it, without space around it. */
export const line = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .refine(storable, 'not valid Unicode text')
    .refine((text) => !/[\r\n]/u.test(text), 'must be one line')
    .transform((text) => text.trim())
    .refine((text) => text.length > 0, 'must not be empty');

/** What is written beside files: as a body, but may be empty. */
export const captionSchema = z.string().max(limits.bodyMaxChars).refine(storable, 'not valid Unicode text');

/** A message body: 1 to 8,000 characters with something visible in it, kept exactly as it was written. */
export const bodySchema = captionSchema.refine((text) => text.trim().length > 0, 'must not be empty');

export const titleSchema = line(limits.titleMaxChars);
export const nameSchema = line(limits.nameMaxChars);
/** The words of a status: one line, which may be empty. */
export const statusTextSchema = z.union([line(limits.statusMaxChars), z.literal('')]);
export const topicSchema = z
  .string()
  .max(limits.topicMaxChars)
  .refine(storable, 'not valid Unicode text')
  .transform((text) => text.trim());

/** What follows the @ in a mention: lower-case letters of any script, digits, `.`, `_`, `-`. */
export const handleSchema = z
  .string()
  .min(2)
  .max(limits.handleMaxChars)
  .refine(
    (text) => /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}._-]*$/u.test(text),
    'only lower-case letters, digits, . _ -',
  )
  .refine((text) => !reachWords.some((word) => word === text), 'a word that mentions everybody');

/** One emoji: a single grapheme that contains a pictograph, a flag or a keycap. */
export const emojiSchema = z
  .string()
  .min(1)
  .max(limits.emojiMaxChars)
  .refine((text) => {
    if (!storable(text) || !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(text)) return false;
    return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length === 1;
  }, 'must be one emoji');
