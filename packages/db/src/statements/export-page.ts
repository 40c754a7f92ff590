import { type ExportedForward, type ExportedMessage, limits, type UserProfile } from '@nova/contract';
import type { Query } from '../connection/query.ts';

export interface ExportWindow {
  readonly conversationId: string;
  readonly userId: string;
  readonly after: number;
  /** Only what this person wrote, also under names that they claimed. */
  readonly own: boolean;
}

export interface ExportRows {
  /** How far was looked; null: to the end. */
  readonly reached: number | null;
  readonly messages: readonly ExportedMessage[];
  readonly people: readonly UserProfile[];
}

/**
 * The messages after a position with their history and what they forward, and everybody named in them. Null when the user is not a member
 * (A1). Deleted messages come without any text, reaction or pin (X1). Bounded: of one's own, so many are looked through.
 *
 * Lock: none; one statement is one snapshot. Index: `messages_conversation_seq`, `revisions_pkey`, `reactions_pkey`,
 * `pins_pkey`, `files_message`, `forwards_pkey`, `users_pkey`, `members_pkey`.
 * Rejected: asking for the revisions of each message; reading to the end of a conversation of others for one's own.
 */
export async function exportPage(query: Query, of: ExportWindow): Promise<ExportRows | null> {
  const most = of.own ? limits.exportScanMax : limits.exportPageMax;
  const [page] = await query<{
    isMember: boolean;
    looked: number;
    reached: number | null;
    messages: Built[];
    people: UserProfile[];
  }>`
    with looked as materialized (
      select * from messages where conversation_id = ${of.conversationId} and seq > ${of.after} order by seq limit ${most}
    ), found as materialized (
      select * from looked where not ${of.own} or sender_id = ${of.userId}
        or sender_id in (select id from users where claimed_by = ${of.userId})
    ), reaction as (
      select reactions.* from found join reactions on reactions.message_id = found.id where found.deleted_at is null
    ), pin as (
      select pins.* from found join pins on pins.message_id = found.id where found.deleted_at is null
    ), forward as (
      select given.message_id, o.id, o.sender_id, o.sent_at,
        coalesce((select body from revisions where message_id = o.id and version = given.version), o.body) as body
      from found join forwards given on given.message_id = found.id
      join messages o on o.id = given.original_id and o.deleted_at is null
      where found.deleted_at is null
    ), named as (
      select sender_id as id from found union select deleted_by from found union select user_id from reaction
      union select pinned_by from pin union select sender_id from forward
    )
    select exists (select 1 from members where conversation_id = ${of.conversationId} and user_id = ${of.userId}) as "isMember",
      (select count(*) from looked) as looked, (select max(seq) from looked) as reached, (
        select coalesce(json_agg(json_build_object(
          'id', m.id, 'seq', m.seq, 'senderId', m.sender_id, 'sentAt', m.sent_at,
          'replyToId', m.reply_to_id, 'threadRootId', m.thread_root_id, 'alsoSent', m.also_sent,
          'texts', case when m.deleted_at is null then (
            select json_agg(json_build_object('body', text.body, 'at', text.at) order by text.version)
            from (
              select version, body, at from revisions where message_id = m.id
              union all select m.version, m.body, coalesce(m.edited_at, m.sent_at)
            ) as text
          ) else '[]' end,
          'deleted', case when m.deleted_at is not null then json_build_object('at', m.deleted_at, 'byId', m.deleted_by) end,
          'reactions', (
            select coalesce(json_agg(json_build_object('emoji', emoji, 'userIds', user_ids)
              order by since nulls first, first_at, emoji), '[]')
            from (
              select emoji, json_agg(user_id order by seq nulls first, at, user_id) as user_ids, min(emoji_seq) as since,
                min(at) as first_at
              from reaction where message_id = m.id group by emoji
            ) as by_emoji
          ),
          'pinned', (select json_build_object('at', at, 'byId', pinned_by) from pin where message_id = m.id),
          'files', case when m.deleted_at is null then (
            select coalesce(json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size)
              order by position), '[]')
            from files where message_id = m.id
          ) else '[]' end,
          'forwarded', (
            select json_build_object('senderId', sender_id, 'sentAt', sent_at, 'body', body, 'files', (
              select coalesce(json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size)
                order by position), '[]')
              from files where message_id = forward.id
            )) from forward where message_id = m.id
          )
        ) order by m.seq), '[]') from found m
      ) as messages, (
        select coalesce(json_agg(json_build_object('id', users.id, 'name', coalesce(owner.name, users.name),
          'handle', users.handle, 'image', coalesce(owner.image, users.image),
          'placeholder', users.placeholder and owner.id is null) order by users.id), '[]')
        from users left join users owner on owner.id = users.claimed_by where users.id in (select id from named)
      ) as people`;
  if (!page?.isMember) return null;
  return { ...page, reached: page.looked < most ? null : page.reached, messages: page.messages.map(withInstants) };
}

type Built = Omit<ExportedMessage, 'forwarded'> & { readonly forwarded: ExportedForward | null };

/** JSON built by Postgres writes instants in its own way. */
function withInstants({ forwarded, ...message }: Built): ExportedMessage {
  const { sentAt, texts, deleted, pinned } = message;
  return {
    ...message,
    ...(forwarded ? { forwarded: { ...forwarded, sentAt: iso(forwarded.sentAt) } } : {}),
    sentAt: iso(sentAt),
    texts: texts.map(({ body, at }) => ({ body, at: iso(at) })),
    deleted: deleted && { ...deleted, at: iso(deleted.at) },
    pinned: pinned && { ...pinned, at: iso(pinned.at) },
  };
}

function iso(instant: string): string {
  return new Date(instant).toISOString();
}
