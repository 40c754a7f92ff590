import type { ChannelListing } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * Public channels whose title or topic contains the words, by title; at most `limit`.
 *
 * Lock: none. Index: `conversations_channels` for the channels (there are few, so all of them are looked at).
 */
export function browseChannels(
  query: Query,
  wanted: { userId: string; text: string; limit: number },
): Promise<readonly ChannelListing[]> {
  return query<ChannelListing>`
    select c.id, c.kind, c.title, c.topic, c.member_count as "memberCount", c.last_seq as "lastSeq", c.created_at as "createdAt",
      exists (select 1 from members where conversation_id = c.id and user_id = ${wanted.userId}) as joined
    from conversations c
    where c.kind = 'channel'
      and (position(lower(${wanted.text}::text) in lower(c.title)) > 0 or position(lower(${wanted.text}::text) in lower(c.topic)) > 0)
    order by c.title, c.id limit ${wanted.limit}`;
}
