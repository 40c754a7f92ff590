import type { Id, UserProfile, UserStatus } from '@nova/contract';

/** What was said of somebody, on top of what was known: what an answer leaves out stays as it was. */
export function asProfile(said: UserProfile, known: UserProfile | undefined, nowMs: number): UserProfile {
  const { id, name, handle, image, placeholder } = said;
  // Who claimed somebody is said by few answers, and stays so.
  const claimedById: Id | undefined = said.claimedById ?? known?.claimedById;
  const status = lasting(said.status === undefined ? known?.status : said.status, nowMs);
  return { id, name, handle, image, placeholder, ...(claimedById === undefined ? {} : { claimedById }), status };
}

/** A status that is not over; null for none (P2). */
export function lasting(status: UserStatus | null | undefined, nowMs: number): UserStatus | null {
  return status && (status.until === null || Date.parse(status.until) > nowMs) ? status : null;
}

/** Whether nobody could tell them apart. */
export function isSameProfile(a: UserProfile, b: UserProfile): boolean {
  return (
    a.name === b.name &&
    a.handle === b.handle &&
    a.image === b.image &&
    a.placeholder === b.placeholder &&
    a.claimedById === b.claimedById &&
    (a.status ?? null)?.emoji === (b.status ?? null)?.emoji &&
    (a.status ?? null)?.text === (b.status ?? null)?.text &&
    (a.status ?? null)?.until === (b.status ?? null)?.until
  );
}
