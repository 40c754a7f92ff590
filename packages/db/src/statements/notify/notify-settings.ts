import { limits, type NotifyDeviceMode, type NotifySettings, type NotifySettingsInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/** What a person has set, the same on all their devices. Index: `notify_people_pkey`. */
export async function readNotifySettings(query: Query, userId: string): Promise<NotifySettings> {
  const [row] = await query<NotifySettings>`
    select scope, to_json(keywords) as keywords, quiet, dnd_until as "dndUntil" from notify_people where user_id = ${userId}`;
  return row ?? { scope: 'all', keywords: [], quiet: null, dndUntil: null };
}

/** Sets what is given and leaves the rest as it is: two devices that change two things change both. Lock: one's own row. */
export async function setNotifySettings(query: Query, userId: string, input: NotifySettingsInput): Promise<void> {
  const { scope = null, keywords, quiet, dndUntil } = input;
  const [hasKeywords, hasQuiet, hasDnd] = [keywords !== undefined, quiet !== undefined, dndUntil !== undefined];
  const quietText = quiet ? JSON.stringify(quiet) : null;
  await query`
    insert into notify_people as mine (user_id, scope, keywords, quiet, dnd_until)
    values (${userId}, coalesce(${scope}::text, 'all'), ${keywords ?? []}::text[], ${quietText}::text::jsonb,
      ${dndUntil ?? null}::text::timestamptz)
    on conflict (user_id) do update set scope = coalesce(${scope}::text, mine.scope),
      keywords = case when ${hasKeywords} then excluded.keywords else mine.keywords end,
      quiet = case when ${hasQuiet} then excluded.quiet else mine.quiet end,
      dnd_until = case when ${hasDnd} then excluded.dnd_until else mine.dnd_until end`;
}

/** Disturbing the person is fine again, if it was not until that moment. Idempotent. Lock: the row. Index: `notify_people_pkey`. */
export async function endPause(query: Query, userId: string, until: string): Promise<void> {
  await query`
    update notify_people set dnd_until = null where user_id = ${userId} and dnd_until = ${until}::text::timestamptz`;
}

/**
 * Somebody looks at the app, until then; null: nobody does any more. Written only for people whom a push could disturb.
 * Idempotent. Lock: one's own row. Index: `notify_devices_user`.
 */
export async function setActive(query: Query, userId: string, forMs: number | null): Promise<void> {
  await query`
    insert into notify_people as mine (user_id, active_until)
    select ${userId}::uuid, clock_timestamp() + ${forMs}::double precision * interval '1 millisecond'
    where exists (select 1 from notify_devices where user_id = ${userId} and endpoint is not null)
    on conflict (user_id) do update set active_until = excluded.active_until`;
}

/** Where a device takes what is pushed to it, and how it is encrypted. */
export interface PushSubscriptionRow {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/**
 * From now on this session is told; without a subscription only while the app is open there. An earlier session of the
 * same browser is not told any more: it has one subscription. False when the person has as many as they may. Idempotent.
 *
 * Lock: the row; the session's, FOR KEY SHARE, by the foreign key. Index: `notify_devices_user`, `notify_devices_endpoint`.
 */
export async function setNotifyDevice(
  query: Query,
  device: {
    readonly sessionId: string;
    readonly userId: string;
    readonly language: string;
    readonly subscription: PushSubscriptionRow | null;
  },
): Promise<boolean> {
  const { sessionId, userId, language, subscription } = device;
  const { endpoint = null, p256dh = null, auth = null } = subscription ?? {};
  if (endpoint !== null)
    await query`
      delete from notify_devices where endpoint = ${endpoint} and auth = ${auth} and session_id <> ${sessionId}`;
  const set = await query`
    insert into notify_devices (session_id, user_id, endpoint, p256dh, auth, language)
    select ${sessionId}::uuid, ${userId}::uuid, ${endpoint}::text, ${p256dh}::text, ${auth}::text, ${language}::text
    where (select count(*) from notify_devices where user_id = ${userId} and session_id <> ${sessionId})
      < ${limits.notifyDevicesMax}
    on conflict (session_id) do update set endpoint = excluded.endpoint, p256dh = excluded.p256dh,
      auth = excluded.auth, language = excluded.language
    returning session_id`;
  return set.length > 0;
}

/** This session is told nothing any more. Idempotent. Index: `notify_devices_pkey`. */
export async function removeNotifyDevice(query: Query, sessionId: string): Promise<void> {
  await query`delete from notify_devices where session_id = ${sessionId}`;
}

/** How a session is told, and whether any of the person's is pushed to. Index: `notify_devices_user`. */
export async function readNotifyDevice(
  query: Query,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<{ readonly thisDevice: NotifyDeviceMode; readonly hasPush: boolean }> {
  const rows = await query<{ sessionId: string; isPush: boolean }>`
    select session_id as "sessionId", endpoint is not null as "isPush" from notify_devices where user_id = ${userId}`;
  const own = rows.find((row) => row.sessionId === sessionId);
  return {
    thisDevice: own ? (own.isPush ? 'push' : 'page') : 'off',
    hasPush: rows.some(({ isPush }) => isPush),
  };
}
