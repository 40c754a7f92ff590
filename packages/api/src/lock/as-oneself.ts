import { holdSession, type Query, writeAudit } from '@nova/db';
import { Refusal, refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { retrying } from './retrying.ts';
import { acceptedEntry, auditRefusal, type Issuer } from './under-lock.ts';

type AuditDetails = NonNullable<Parameters<typeof acceptedEntry>[1]>;

/** A command about the caller, which changes no conversation. */
export interface OwnCommand<Out> {
  /** As the audit trail calls it. */
  readonly action: string;
  readonly issuer: Issuer;
  /** The user or session it is done to. */
  readonly targetId: string;
  /** Acts, one statement at a time. `audit` is null when nothing was changed. Throws a Refusal to undo everything. */
  act(query: Query): Promise<{ readonly out: Out; readonly audit: AuditDetails | null }>;
}

/**
 * Runs a command about the caller: whoever is signed out when it commits is refused (W4), what it did is audited with
 * it and a refusal by itself (W8), collisions are tried again (W2). Resolves when committed.
 *
 * @throws Refusal.
 */
export async function asOneself<Out>(parts: ApiParts, command: OwnCommand<Out>): Promise<Out> {
  const target = { ...command, conversationId: null };
  try {
    return await retrying(
      () =>
        parts.db.transactions.run(async (transaction) => {
          const { query } = transaction;
          if (!(await holdSession(query, command.issuer))) throw refuse('UNAUTHENTICATED');
          const { out, audit } = await command.act(query);
          if (audit) await writeAudit(query, [acceptedEntry(target, audit)]);
          await transaction.commit();
          return out;
        }),
      parts,
    );
  } catch (error) {
    if (error instanceof Refusal) await auditRefusal(parts, target, error);
    throw error;
  }
}
