import { z } from 'zod';

/** What is read of a Mattermost bulk export; everything else in it is left alone. */
const text = z.string().catch('');
const name = z.string().min(1).max(200);

export const channelSchema = z.object({
  team: name,
  name,
  display_name: text,
  type: z.enum(['O', 'P']).catch('P'),
  header: text,
  purpose: text,
});

export const userSchema = z.object({
  username: name,
  email: text,
  nickname: text,
  first_name: text,
  last_name: text,
  delete_at: z.number().catch(0),
  teams: z
    .array(
      z.object({
        name,
        channels: z.array(z.object({ name, roles: text })).catch([]),
      }),
    )
    .catch([]),
});
export type MattermostUser = z.output<typeof userSchema>;

const reactionSchema = z.object({ user: name, emoji_name: z.string(), create_at: z.number().catch(0) });
const attachmentsSchema = z.array(z.object({ path: text })).catch([]);

const saying = {
  user: name,
  type: text,
  message: text,
  create_at: z.number().int().positive().max(8.64e15),
  edit_at: z.number().catch(0),
  reactions: z.array(reactionSchema).nullable().catch([]),
  attachments: attachmentsSchema.nullable(),
  props: z
    .object({
      attachments: z
        .array(z.object({ pretext: text, title: text, title_link: text, text: text, fallback: text }))
        .catch([]),
    })
    .catch({ attachments: [] }),
  is_pinned: z.boolean().catch(false),
};
const replySchema = z.object(saying);
const saidSchema = z.object({ ...saying, replies: z.array(z.unknown()).nullable().catch([]) });
export { replySchema };
export type MattermostSaying = z.output<typeof replySchema>;

export const postSchema = saidSchema.extend({ team: name, channel: name });
export const directPostSchema = saidSchema.extend({ channel_members: z.array(name).min(1) });
export const directChannelSchema = z.object({
  members: z.array(name).catch([]),
  participants: z.array(z.object({ username: name })).catch([]),
  header: text,
});
