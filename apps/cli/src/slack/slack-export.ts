import { z } from 'zod';

/** What is read of a Slack export; everything else in it is left alone. */
const idSchema = z.string().min(1).max(50);
const text = z.string().catch('');

export const userSchema = z.object({
  id: idSchema,
  team_id: z.string().optional().catch(undefined),
  name: text,
  deleted: z.boolean().catch(false),
  is_bot: z.boolean().catch(false),
  is_owner: z.boolean().catch(false),
  real_name: text,
  profile: z
    .object({ real_name: text, display_name: text, email: text })
    .catch({ real_name: '', display_name: '', email: '' }),
});
export type SlackUser = z.output<typeof userSchema>;

const noted = z.object({ value: text }).catch({ value: '' });

export const channelSchema = z.object({
  id: idSchema,
  name: text,
  created: z.coerce.number().catch(0),
  creator: text,
  is_archived: z.boolean().catch(false),
  members: z.array(idSchema).catch([]),
  topic: noted,
  purpose: noted,
  pins: z.array(z.object({ id: z.string(), created: z.coerce.number().catch(0), user: text })).catch([]),
});
export type SlackChannel = z.output<typeof channelSchema>;

const fileSchema = z.object({
  id: text,
  name: text,
  title: text,
  mimetype: text,
  pretty_type: text,
  size: z.number().nonnegative().catch(0),
  permalink: text,
  mode: text,
});
export type SlackFile = z.output<typeof fileSchema>;

const attachmentSchema = z.object({
  pretext: text,
  title: text,
  title_link: text,
  author_name: text,
  text: text,
  fallback: text,
  footer: text,
  from_url: text,
  original_url: text,
  image_url: text,
  fields: z.array(z.object({ title: text, value: text })).catch([]),
});
export type SlackAttachment = z.output<typeof attachmentSchema>;

export const messageSchema = z.object({
  type: z.string(),
  subtype: text,
  ts: z.string().regex(/^\d{1,11}\.\d{1,9}$/),
  user: text,
  username: text,
  bot_id: text,
  bot_profile: z.object({ name: text }).optional().catch(undefined),
  user_profile: z.object({ real_name: text, display_name: text, name: text }).optional().catch(undefined),
  text: text,
  thread_ts: text,
  edited: z.object({ ts: z.string() }).optional().catch(undefined),
  reactions: z
    .array(z.object({ name: z.string(), users: z.array(idSchema).catch([]), count: z.number().catch(0) }))
    .catch([]),
  file: fileSchema.optional().catch(undefined),
  files: z.array(fileSchema).catch([]),
  comment: z.object({ user: text, comment: text }).optional().catch(undefined),
  attachments: z.array(attachmentSchema).catch([]),
  blocks: z.array(z.unknown()).catch([]),
  pinned_info: z
    .object({ pinned_by: text, pinned_ts: z.coerce.number().catch(0) })
    .optional()
    .catch(undefined),
});
export type SlackMessage = z.output<typeof messageSchema>;

/** `1452837352.000006`, the name of a message and its time. */
export function instantOf(ts: string): string {
  return new Date(Math.floor(Number(ts) * 1_000)).toISOString();
}
