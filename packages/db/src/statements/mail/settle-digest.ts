import type { Query } from '../../connection/query.ts';

/**
 * What became of a claimed digest. `sent`: what was said until `until` is covered. `nothing`: there was nothing to say,
 * and it counts as none. `later`: not handed over, to be tried again at `at`. `lost`: not handed over, or nobody knows;
 * the next one covers it. `refused`: the address takes no mail.
 */
export type DigestOutcome =
  | { readonly type: 'sent'; readonly until: Date }
  | { readonly type: 'nothing' | 'lost' }
  | { readonly type: 'later'; readonly at: Date }
  | { readonly type: 'refused'; readonly email: string };

/** Notes it. Whoever has claimed another one since is left alone. Idempotent. Lock: the row. Index: `mail_pkey`. */
export async function settleDigest(
  query: Query,
  claim: { readonly userId: string; readonly claimedAt: Date; readonly previousAt: string | null },
  outcome: DigestOutcome,
): Promise<void> {
  const isNone = outcome.type === 'nothing' || outcome.type === 'later';
  await query`
    update mail set
      last_at = case when ${isNone} then ${claim.previousAt}::text::timestamptz else last_at end,
      covered_until = coalesce(${outcome.type === 'sent' ? outcome.until.toISOString() : null}::text::timestamptz, covered_until),
      look_at = coalesce(${outcome.type === 'later' ? outcome.at.toISOString() : null}::text::timestamptz, look_at),
      refused_email = coalesce(${outcome.type === 'refused' ? outcome.email : null}, refused_email),
      attempts = case when ${outcome.type === 'later'} then attempts + 1 else 0 end
    where user_id = ${claim.userId} and last_at = ${claim.claimedAt.toISOString()}::text::timestamptz`;
}
