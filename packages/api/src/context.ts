import type { Issuer } from './lock/under-lock.ts';
import type { ApiParts } from './parts.ts';
import type { Caller } from './ports.ts';
import type { GroupCommit } from './send/group-commit.ts';

/** What every procedure is given. */
export interface ApiContext {
  /** Who is signed in; null for nobody. Authenticated by the server, for this request or this socket. */
  readonly caller: Caller | null;
  /** Whether the caller runs this deployment: may import. */
  readonly operator: boolean;
  /** Follows a request through every stage: in logs, audit rows and error answers. */
  readonly requestId: string;
  /** Where the request came from, for limits before signing in. */
  readonly address: string;
  readonly parts: ApiParts;
  readonly sends: GroupCommit;
}

/** The context of a procedure that needs a signed-in person. */
export interface SignedInContext extends ApiContext {
  readonly caller: Caller;
}

export function issuerOf({ caller, requestId }: SignedInContext): Issuer {
  return { userId: caller.userId, sessionId: caller.sessionId, requestId };
}
