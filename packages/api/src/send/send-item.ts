import type { SendInput, SendOutput } from '@nova/contract';
import type { Refusal } from '../errors/refusal.ts';
import type { Issuer } from '../lock/under-lock.ts';

/** Whose send it is; without a session the server sends what they scheduled. */
export type SendIssuer = Omit<Issuer, 'sessionId'> & { readonly sessionId: string | null };

/** One send waiting for its transaction. */
export interface SendItem {
  readonly input: SendInput;
  readonly issuer: SendIssuer;
  /** Of a message that was to be sent later: as it was when it was decided to send it. */
  readonly scheduledVersion: number | null;
  readonly resolve: (output: SendOutput) => void;
  readonly reject: (error: unknown) => void;
}

/** What a transaction decided about one send. */
export type SendVerdict =
  | { readonly kind: 'sent'; readonly output: SendOutput }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Its conversation is held by another transaction: try it on its own. */
  | { readonly kind: 'busy' };
