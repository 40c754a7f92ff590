import type { Query } from '../../connection/query.ts';

/** Somebody who was long away and may be mailed now, whom this node has claimed. */
export interface ClaimedDigest {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
  readonly timeZone: string | null;
  /** When the digest before was claimed. */
  readonly previousAt: string | null;
  readonly coveredUntil: string | null;
  readonly attempts: number;
}

export interface DigestMoment {
  readonly now: Date;
  /** Whoever was seen since then is not away. */
  readonly awaySince: Date;
  /** Claimed before these, another digest may come. */
  readonly dailyBefore: Date;
  readonly weeklyBefore: Date;
  /** Everybody who is looked at is looked at again then. */
  readonly lookAgainAt: Date;
  /** Whether the deployment mails addresses that nobody has proved. */
  readonly alsoUnproved: boolean;
  readonly limit: number;
}

/** Begins to look at people who have never been looked at, at most `limit`; not before `at`. Index: `mail_pkey`. */
export async function enterMail(
  query: Query,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<number> {
  const rows = await query`
    insert into mail (user_id, look_at)
    select id, ${at.toISOString()}::text::timestamptz from users
    where not placeholder and not exists (select 1 from mail where user_id = id) limit ${limit}
    on conflict do nothing returning user_id`;
  return rows.length;
}

/**
 * Looks at those whose turn it is, and claims a digest for whoever has been away: seen is who read anything, or signed
 * in, or used a session. A claim counts as this period's digest whatever becomes of it: whoever dies after the commit
 * sends none, and nobody sends it twice (E2). Answers how many were looked at, and the claimed ones.
 *
 * Lock: the rows, those of other nodes skipped. Index: `mail_look`, `users_pkey`, `read_positions_pkey`,
 * `thread_places_person`, `sessions_user`. Rejected: finding all who are due at once, which reads everybody each time.
 */
export async function claimDigests(
  query: Query,
  moment: DigestMoment,
): Promise<{ readonly looked: number; readonly claimed: readonly ClaimedDigest[] }> {
  const at = (date: Date): string => date.toISOString();
  const rows = await query<ClaimedDigest & { readonly isDue: boolean }>`
    with turn as (
      select user_id from mail where digest <> 'off' and look_at <= ${at(moment.now)}::text::timestamptz
      order by look_at limit ${moment.limit} for update skip locked
    ), judged as (
      select mail.user_id, users.name, users.email, last_at,
        not users.placeholder and (users.email_verified or ${moment.alsoUnproved})
        and users.email is distinct from refused_email
        and coalesce(last_at <= case digest when 'weekly' then ${at(moment.weeklyBefore)}::text::timestamptz
          else ${at(moment.dailyBefore)}::text::timestamptz end, true)
        and greatest(
          (select max(read_at) from read_positions where user_id = mail.user_id),
          (select max(read_at) from thread_places where user_id = mail.user_id),
          (select max(updated_at) from sessions where user_id = mail.user_id),
          users.created_at) < ${at(moment.awaySince)}::text::timestamptz as is_due
      from turn join mail on mail.user_id = turn.user_id join users on users.id = mail.user_id
    )
    update mail set look_at = ${at(moment.lookAgainAt)}::text::timestamptz,
      last_at = case when is_due then ${at(moment.now)}::text::timestamptz else mail.last_at end
    from judged where mail.user_id = judged.user_id
    returning mail.user_id as "userId", judged.name, judged.email, language, time_zone as "timeZone",
      judged.last_at as "previousAt", covered_until as "coveredUntil", attempts, is_due as "isDue"`;
  return { looked: rows.length, claimed: rows.filter(({ isDue }) => isDue) };
}
