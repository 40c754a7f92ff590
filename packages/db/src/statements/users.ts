import type { Device, Me, UserProfile, UserStatus } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/** The signed-in person. Null when the account is gone. Index: `users_pkey`. */
export async function getMe(query: Query, userId: string): Promise<Me | null> {
  const [row] = await query<Me>`
    select id, name, handle, image, placeholder, email, case when coalesce(status_until > clock_timestamp(), true) then status end as status
    from users where id = ${userId}`;
  return row ?? null;
}

/**
 * These people, as far as they exist. An author of an import whom somebody claimed has that person's name and picture,
 * and keeps the handle by which old messages mention them. Index: `users_pkey`.
 */
export async function lookUpUsers(query: Query, userIds: readonly string[]): Promise<readonly UserProfile[]> {
  const rows = await query<Omit<UserProfile, 'claimedById'> & { readonly claimedById: string | null }>`
    select users.id, coalesce(owner.name, users.name) as name, users.handle, coalesce(owner.image, users.image) as image,
      users.placeholder and owner.id is null as placeholder, owner.id as "claimedById",
      case when coalesce(users.status_until > clock_timestamp(), true) then users.status end as status
    from users left join users owner on owner.id = users.claimed_by
    where users.id = any(${userIds}::uuid[])`;
  return rows.map(({ claimedById, ...profile }) => (claimedById === null ? profile : { ...profile, claimedById }));
}

/**
 * People whose handle or name begins with the text, whatever its case; placeholders are left out.
 *
 * Lock: none. Index: `users_handle_prefix`, `users_name_prefix`. Rejected: a contains-match, which no index serves.
 */
export function searchUsers(query: Query, text: string, limit: number): Promise<readonly UserProfile[]> {
  const prefix = `${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return query<UserProfile>`
    select id, name, handle, image, placeholder, case when coalesce(status_until > clock_timestamp(), true) then status end as status
    from users
    where not placeholder and (handle like ${prefix} or lower(name) like ${prefix})
    order by handle limit ${limit}`;
}

/**
 * Changes what others see of a person. Null when the account is gone.
 * @throws PostgresError 23505 (`users_handle_unique`) when somebody else has the handle.
 * Lock: the row. Index: `users_pkey`.
 */
export async function updateProfile(
  query: Query,
  userId: string,
  change: { readonly name: string | null; readonly handle: string | null },
): Promise<Me | null> {
  const [row] = await query<Me>`
    update users set name = coalesce(${change.name}, name), handle = coalesce(${change.handle}, handle), updated_at = clock_timestamp()
    where id = ${userId} returning id, name, handle, image, placeholder, email,
      case when coalesce(status_until > clock_timestamp(), true) then status end as status`;
  return row ?? null;
}

/**
 * Sets or takes down what stands beside somebody's name; answers until when what stood there before was to stand. Null
 * when the account is gone.
 *
 * Lock: the row, before it is looked at: of two devices the second sees what the first has set. Index: `users_pkey`.
 */
export async function setStatus(
  query: Query,
  userId: string,
  status: UserStatus | null,
): Promise<{ readonly stoodUntil: string | null } | null> {
  const [row] = await query<{ stoodUntil: string | null }>`
    with before as materialized (select id, status_until from users where id = ${userId} for update)
    update users set status = ${status === null ? null : JSON.stringify(status)}::jsonb,
      status_until = ${status?.until ?? null}::text::timestamptz, updated_at = clock_timestamp()
    from before where users.id = before.id returning before.status_until as "stoodUntil"`;
  return row ?? null;
}

/** The living sessions of a person, the newest first. Index: `sessions_user`. */
export async function listDevices(query: Query, userId: string, sessionId: string): Promise<Device[]> {
  const rows = await query<Device>`
    select id as "deviceId", id = ${sessionId}::uuid as current, created_at as "createdAt", expires_at as "expiresAt", user_agent as "userAgent"
    from sessions where user_id = ${userId} and expires_at > clock_timestamp()
    order by created_at desc, id`;
  return [...rows];
}

/**
 * Ends one session of a person; every node hears of it. False when there was none. Idempotent.
 *
 * Lock: the row; waits for commands of that session that are being committed (W4). Index: `sessions_pkey`.
 */
export async function endSession(query: Query, userId: string, sessionId: string): Promise<boolean> {
  const rows = await query`delete from sessions where id = ${sessionId} and user_id = ${userId} returning id`;
  return rows.length > 0;
}
