import type { LinkPreview } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import type { LockedTx } from '../../lock/locked-tx.ts';
import { previewOf } from './preview-row.ts';

/** A preview, and the page it is of. */
export interface ShownPreview {
  readonly preview: LinkPreview;
  readonly pageId: string;
}

interface Row extends LinkPreview {
  readonly pageId: string;
}

/** What a message shows of its links, and what it says. Null when there is none, or it is deleted. */
export interface PreviewFacts {
  readonly body: string | null;
  readonly isHidden: boolean;
  readonly shown: readonly ShownPreview[];
}

/**
 * What a message shows of its links now.
 *
 * Lock: conversation and message, held. Index: `messages_pkey`, `message_previews_pkey`, `link_pages_pkey`.
 */
export async function readPreviews(tx: LockedTx, messageId: string): Promise<PreviewFacts | null> {
  const [row] = await tx.query<{ body: string | null; isHidden: boolean; shown: Row[] | null }>`
    select body, previews_hidden as "isHidden", (
      select json_agg(json_build_object('url', shown.url, 'host', p.host, 'site', p.site, 'title', p.title,
        'description', p.description, 'pageId', p.id, 'picture', case when p.picture_size is not null then
          json_build_object('id', p.id, 'width', p.width, 'height', p.height, 'placeholder', p.placeholder) end
      ) order by shown.position)
      from message_previews shown join link_pages p on p.id = shown.page_id
      where shown.message_id = messages.id and shown.seq = messages.preview_seq
    ) as shown
    from messages where id = ${messageId} and deleted_at is null`;
  return row ? { ...row, shown: (row.shown ?? []).map(shownOf) } : null;
}

/** Those of these pages that have something to show, as previews of these links. Lock: none. Index: `link_pages_pkey`. */
export async function previewsOfPages(
  tx: LockedTx,
  links: readonly { readonly url: string; readonly pageId: string }[],
): Promise<readonly ShownPreview[]> {
  if (links.length === 0) return [];
  const rows = await tx.query<Row>`
    select link.url, p.host, p.site, p.title, p.description, p.id as "pageId", case when p.picture_size is not null then
      json_build_object('id', p.id, 'width', p.width, 'height', p.height, 'placeholder', p.placeholder) end as picture
    from unnest(
      ${links.map(({ url }) => url)}::text[], ${links.map(({ pageId }) => pageId)}::uuid[]
    ) with ordinality as link(url, page_id, place)
    join link_pages p on p.id = link.page_id and p.state = 'ready' order by place`;
  return rows.map(shownOf);
}

/**
 * Makes these the previews of a message, as the event at `seq` tells; `isHidden`: nobody looks its links up any more.
 *
 * Lock: conversation and message, held. Index: `messages_pkey`.
 */
export async function setPreviews(
  tx: LockedTx,
  of: {
    readonly messageId: string;
    readonly seq: number;
    readonly shown: readonly ShownPreview[];
    readonly isHidden: boolean;
  },
): Promise<void> {
  const { messageId, seq, shown, isHidden } = of;
  await tx.query`
    with told as (
      insert into message_previews (message_id, seq, position, url, page_id)
      select ${messageId}::uuid, ${seq}::bigint, place, url, page_id from unnest(
        ${shown.map(({ preview }) => preview.url)}::text[], ${shown.map(({ pageId }) => pageId)}::uuid[]
      ) with ordinality as shown(url, page_id, place)
    )
    update messages set preview_seq = ${seq}, previews_hidden = ${isHidden} where id = ${messageId}`;
}

/** The size of a picture. */
export interface ReadablePicture {
  /** Bytes. */
  readonly size: number;
}

/**
 * The picture of a preview that this person may see now: one that a message shows, which is not deleted, in a
 * conversation they are a member of. Null for any other, whether it exists or not (A1).
 *
 * Lock: none; one snapshot. Index: `message_previews_pkey`, `link_pages_pkey`, `messages_pkey`, `members_pkey`.
 */
export async function findPicture(
  query: Query,
  of: { readonly messageId: string; readonly pictureId: string; readonly userId: string },
): Promise<ReadablePicture | null> {
  const [row] = await query<ReadablePicture>`
    select p.picture_size as size
    from messages m
    join members on members.conversation_id = m.conversation_id and members.user_id = ${of.userId}
    join message_previews shown on shown.message_id = m.id and shown.seq = m.preview_seq and shown.page_id = ${of.pictureId}
    join link_pages p on p.id = shown.page_id and p.picture_size is not null
    where m.id = ${of.messageId} and m.deleted_at is null limit 1`;
  return row ?? null;
}

function shownOf({ pageId, ...row }: Row): ShownPreview {
  return { pageId, preview: previewOf(row) };
}
