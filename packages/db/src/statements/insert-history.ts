import type { LockedTx } from '../lock/locked-tx.ts';

/** What became of an imported message after it was written. */
export interface MessageHistory {
  readonly messageId: string;
  /** Its texts that are no longer current, oldest first. */
  readonly revisions: readonly {
    readonly version: number;
    readonly body: string;
    readonly seq: number;
    readonly at: string;
  }[];
  /** The current one, if that is not the first. */
  readonly current: {
    readonly version: number;
    readonly body: string;
    readonly seq: number;
    readonly at: string;
  } | null;
  readonly deleted: { readonly at: string; readonly byId: string | null; readonly seq: number } | null;
  readonly reactions: readonly {
    readonly emoji: string;
    readonly userId: string;
    readonly at: string;
    readonly seq: number;
    /** Since when the emoji is on the message, whoever gave it first. */
    readonly emojiSeq: number;
  }[];
  readonly pinned: { readonly conversationId: string; readonly at: string; readonly byId: string } | null;
}

/**
 * Brings messages that were just inserted to where they stood: edits, deletions, reactions and pins of a batch in four
 * statements.
 *
 * Lock: the conversation's; nobody else sees the messages before the commit. Index: primary keys.
 * Rejected: the statements of the commands, one round trip each; finding the messages by the join alone, which a plan made
 * while the table is small turns around, to read all of it (`plans.pg.test.ts`).
 */
export async function insertHistory(tx: LockedTx, histories: readonly MessageHistory[]): Promise<void> {
  const revisions = histories.flatMap(({ messageId, revisions: old }) => old.map((one) => ({ messageId, ...one })));
  const changed = histories.filter(({ current, deleted }) => current ?? deleted);
  const reactions = histories.flatMap(({ messageId, reactions: all }) => all.map((one) => ({ messageId, ...one })));
  const pins = histories.flatMap(({ messageId, pinned }) => (pinned ? [{ messageId, ...pinned }] : []));
  await Promise.all([
    tx.query`
      insert into revisions (message_id, version, body, seq, at)
      select * from unnest(
        ${revisions.map(({ messageId }) => messageId)}::uuid[],
        ${revisions.map(({ version }) => version)}::integer[],
        ${revisions.map(({ body }) => body)}::text[],
        ${revisions.map(({ seq }) => seq)}::bigint[],
        ${revisions.map(({ at }) => at)}::text[]::timestamptz[])`,
    tx.query`
      update messages set body = coalesce(new.body, messages.body), version = coalesce(new.version, messages.version),
        version_seq = coalesce(new.version_seq, messages.version_seq), edited_at = new.edited_at,
        deleted_at = new.deleted_at, deleted_by = new.deleted_by, deleted_seq = new.deleted_seq
      from unnest(
        ${changed.map(({ messageId }) => messageId)}::uuid[],
        ${changed.map(({ current }) => current?.body ?? null)}::text[],
        ${changed.map(({ current }) => current?.version ?? null)}::integer[],
        ${changed.map(({ current }) => current?.seq ?? null)}::bigint[],
        ${changed.map(({ current }) => current?.at ?? null)}::text[]::timestamptz[],
        ${changed.map(({ deleted }) => deleted?.at ?? null)}::text[]::timestamptz[],
        ${changed.map(({ deleted }) => deleted?.byId ?? null)}::uuid[],
        ${changed.map(({ deleted }) => deleted?.seq ?? null)}::bigint[]
      ) as new(id, body, version, version_seq, edited_at, deleted_at, deleted_by, deleted_seq)
      where messages.id = any(${changed.map(({ messageId }) => messageId)}::uuid[]) and messages.id = new.id`,
    tx.query`
      insert into reactions (message_id, user_id, emoji, at, seq, emoji_seq)
      select * from unnest(
        ${reactions.map(({ messageId }) => messageId)}::uuid[],
        ${reactions.map(({ userId }) => userId)}::uuid[],
        ${reactions.map(({ emoji }) => emoji)}::text[],
        ${reactions.map(({ at }) => at)}::text[]::timestamptz[],
        ${reactions.map(({ seq }) => seq)}::bigint[],
        ${reactions.map(({ emojiSeq }) => emojiSeq)}::bigint[])
      on conflict do nothing`,
    tx.query`
      insert into pins (message_id, conversation_id, pinned_by, at)
      select * from unnest(
        ${pins.map(({ messageId }) => messageId)}::uuid[],
        ${pins.map(({ conversationId }) => conversationId)}::uuid[],
        ${pins.map(({ byId }) => byId)}::uuid[],
        ${pins.map(({ at }) => at)}::text[]::timestamptz[])
      on conflict do nothing`,
  ]);
}
