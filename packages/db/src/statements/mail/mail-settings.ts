import type { Digest } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

export interface MailRow {
  readonly email: string;
  readonly isProved: boolean;
  readonly isRefused: boolean;
  readonly digest: Digest;
}

/** How mail reaches somebody. Null when the account is gone. Index: `users_pkey`, `mail_pkey`. */
export async function getMail(query: Query, userId: string): Promise<MailRow | null> {
  const [row] = await query<MailRow>`
    select users.email, email_verified as "isProved", coalesce(refused_email = users.email, false) as "isRefused",
      coalesce(digest, 'daily') as digest
    from users left join mail on mail.user_id = users.id where users.id = ${userId}`;
  return row ?? null;
}

/** The language that mails to somebody speak; null when it is not known. Index: `mail_pkey`. */
export async function mailLanguage(query: Query, userId: string): Promise<string | null> {
  const [row] = await query<{ language: string | null }>`select language from mail where user_id = ${userId}`;
  return row?.language ?? null;
}

/** Changes what is given. False when the account is gone. Idempotent. Lock: the row. Index: `mail_pkey`. */
export async function setMail(
  query: Query,
  userId: string,
  change: { readonly digest: Digest | null; readonly language: string | null; readonly timeZone: string | null },
): Promise<boolean> {
  const rows = await query`
    insert into mail as mine (user_id, digest, language, time_zone)
    select id, coalesce(${change.digest}, 'daily'), ${change.language}, ${change.timeZone} from users where id = ${userId}
    on conflict (user_id) do update set digest = coalesce(${change.digest}, mine.digest),
      language = coalesce(${change.language}, mine.language), time_zone = coalesce(${change.timeZone}, mine.time_zone)
    returning user_id`;
  return rows.length > 0;
}

/** The address is this account's: it was shown. False when the account has another one by now. Idempotent. Index: `users_pkey`. */
export async function proveAddress(
  query: Query,
  { userId, email }: { readonly userId: string; readonly email: string },
): Promise<boolean> {
  const rows = await query`
    update users set email_verified = true where id = ${userId} and email = ${email} returning id`;
  return rows.length > 0;
}
