import type { Role } from '@nova/contract';
import {
  type Admission,
  type AuditEntry,
  type Ledger,
  type LockedConversation,
  type LockedTx,
  type NewConversation,
  withConversationLock,
  writeAudit,
} from '@nova/db';
import { refusalOf } from '../errors/database-failure.ts';
import { Refusal, refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import type { Caller } from '../ports.ts';
import { announce } from './announce.ts';
import { retrying } from './retrying.ts';

/** Who issued a command, and in which request: what the audit trail names. */
export interface Issuer extends Caller {
  readonly requestId: string;
}

/** What a command finds when it has the lock. Everything here stays true until it is committed. */
export interface Scene<R extends Role | null = Role> {
  readonly ledger: Ledger;
  readonly conversation: LockedConversation;
  /** What the issuer is in the conversation. */
  readonly role: R;
}

interface CommandBase<Facts, Out, R extends Role | null> {
  /** As the audit trail calls it. */
  readonly action: string;
  readonly issuer: Issuer;
  readonly conversationId: string;
  /** The message or user it is done to. */
  readonly targetId: string | null;
  /** Reads what the judgement needs, behind the lock. Asks for everything at once. */
  read(tx: LockedTx): Promise<Facts>;
  /** Judges (throws a Refusal) and acts: statements through `tx`, events and audit through the ledger. */
  act(tx: LockedTx, scene: Scene<R>, facts: Facts): Promise<Out> | Out;
}

/** A command of a member. */
export interface MemberCommand<Facts, Out> extends CommandBase<Facts, Out, Role> {
  /** What a stranger is told: the same whether the conversation exists or not (A1). */
  readonly stranger: 'NOT_A_MEMBER' | 'MESSAGE_NOT_FOUND';
}

/** A command that somebody may give who is not a member: joining, creating, importing. */
export interface OpenCommand<Facts, Out> extends CommandBase<Facts, Out, Role | null> {
  readonly admission: Exclude<Admission, 'members'>;
  /** Makes this conversation instead of locking one. */
  readonly create?: NewConversation;
}

/** The conversation to be made exists already: somebody else made it a moment ago. */
export class AlreadyThere extends Error {
  override name = 'AlreadyThere';
}

/**
 * Runs one command of a member: lock, judge, act, append, commit (W1). Resolves when committed (W7); a refusal leaves
 * an audit row in a transaction of its own (W8).
 *
 * @throws Refusal.
 */
export function underLock<Facts, Out>(parts: ApiParts, command: MemberCommand<Facts, Out>): Promise<Out> {
  return run(parts, command, {
    admission: 'members',
    enter: (ledger) => {
      const { conversation, role } = standingOf(ledger);
      if (!conversation || !role) throw refuse(command.stranger);
      return { ledger, conversation, role };
    },
  });
}

/** The same for a command that needs no membership. @throws Refusal, AlreadyThere (when creating). */
export function underOpenLock<Facts, Out>(parts: ApiParts, command: OpenCommand<Facts, Out>): Promise<Out> {
  return run(parts, command, {
    admission: command.admission,
    ...(command.create ? { create: command.create } : {}),
    enter: (ledger) => {
      const { conversation, role } = standingOf(ledger);
      if (!conversation) throw command.create ? new AlreadyThere('the conversation exists') : refuse('NOT_A_MEMBER');
      return { ledger, conversation, role };
    },
  });
}

async function run<Facts, Out, R extends Role | null>(
  parts: ApiParts,
  command: CommandBase<Facts, Out, R>,
  entry: {
    readonly admission: Admission;
    readonly create?: NewConversation;
    readonly enter: (ledger: Ledger) => Scene<R>;
  },
): Promise<Out> {
  const { issuer, conversationId, action } = command;
  const { admission, create, enter } = entry;
  const startedMs = performance.now();
  const request = {
    parties: [{ conversationId, userId: issuer.userId, sessionId: issuer.sessionId }],
    admission,
    onBusy: 'wait' as const,
    ...(create ? { create } : {}),
    read: (tx: LockedTx) => command.read(tx),
  };
  const act = (tx: LockedTx, ledger: Ledger, facts: Facts): Promise<Out> | Out => {
    if (!standingOf(ledger).isSignedIn) throw refuse('UNAUTHENTICATED');
    return command.act(tx, enter(ledger), facts);
  };
  const hooks = { failpoint: parts.failpoint, beforeErase: parts.beforeErase };
  try {
    const { result, commits } = await retrying(
      () => withConversationLock(parts.db.transactions, request, { act, hooks }),
      parts,
    );
    await parts.failpoint?.('after-commit');
    if (commits.length > 0) announce(parts, commits, [issuer.requestId]);
    parts.meter.committed(action, performance.now() - startedMs);
    return result;
  } catch (error) {
    if (error instanceof Refusal) await auditRefusal(parts, command, error);
    throw error;
  }
}

function standingOf(ledger: Ledger): Ledger['standings'][number] {
  const [standing] = ledger.standings;
  if (!standing) throw new Error('a command has one party');
  return standing;
}

/** What is audited of a refusal: verdicts, not outages. */
const outages: ReadonlySet<string> = new Set(['BUSY', 'TIMEOUT', 'INTERNAL', 'SHUTTING_DOWN']);

type Refused = Pick<MemberCommand<unknown, unknown>, 'action' | 'targetId'> & {
  readonly issuer: Pick<Issuer, 'userId' | 'requestId'>;
  readonly conversationId: string | null;
};

/** The audit row of a refusal. */
export function refusedEntry(
  { action, issuer, conversationId, targetId }: Refused,
  reason: Refusal['reason'],
): AuditEntry {
  const { requestId, userId: actorId } = issuer;
  return { requestId, actorId, action, conversationId, targetId, verdict: 'refused', reason };
}

/**
 * Writes the audit row of a refusal. @throws Refusal BUSY when it cannot be written: then the caller asks again, and
 * is refused with a trace (W8).
 */
export async function auditRefusal(parts: ApiParts, refused: Refused, error: Refusal): Promise<void> {
  if (outages.has(error.reason)) return;
  try {
    await writeAudit(parts.db.query, [refusedEntry(refused, error.reason)]);
  } catch (failure) {
    throw refusalOf(failure);
  }
}

/** The audit row of a command that did what it was asked; goes into the ledger, and so into its transaction. */
export function acceptedEntry(
  { action, issuer, conversationId, targetId }: Refused,
  more: Pick<AuditEntry, 'beforeVersion' | 'afterVersion' | 'details'> = {},
): AuditEntry {
  const { requestId, userId: actorId } = issuer;
  return { requestId, actorId, action, conversationId, targetId, verdict: 'accepted', reason: null, ...more };
}
