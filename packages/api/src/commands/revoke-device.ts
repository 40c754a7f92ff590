import { endSession } from '@nova/db';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';

/**
 * Ends one of one's own sessions; its sockets close within a second (D7). Idempotent: `revoked` is false for none.
 * @throws Refusal UNAUTHENTICATED when the caller's own session has ended: of two that end each other, one wins.
 */
export function revokeDevice(
  parts: ApiParts,
  { deviceId }: { readonly deviceId: string },
  issuer: Issuer,
): Promise<{ revoked: boolean }> {
  return asOneself(parts, {
    action: 'user.revokeDevice',
    issuer,
    targetId: deviceId,
    async act(query) {
      const revoked = await endSession(query, issuer.userId, deviceId);
      return { out: { revoked }, audit: revoked ? {} : null };
    },
  });
}
