import { logEntry } from '../event/event-text.ts';
import type { Commit, LockedConversation } from '../event/event-row.ts';
import type { TransactionPool } from '../connection/transaction-pool.ts';
import { appendLog } from '../statements/append-log.ts';
import { insertHistory } from '../statements/insert-history.ts';
import { insertConversation, type NewConversation } from '../statements/insert-conversation.ts';
import { type Admission, lockConversations } from '../statements/lock-conversations.ts';
import { readStandings, type StandingRow } from '../statements/read-standings.ts';
import { Ledger, type Party, type Standing } from './ledger.ts';
import { LockedTx } from './locked-tx.ts';

/** Where a test can stop or kill a command, the reminders, the notifications, or the digests. */
export type FailpointName =
  | 'claimed'
  | 'locked'
  | 'before-commit'
  | 'after-commit'
  | 'after-append'
  | 'reminders-claimed'
  | 'reminders-due'
  | 'notify-claimed'
  | 'pushes-claimed'
  | 'push-sent'
  | 'digest-locked'
  | 'digest-claimed'
  | 'digest-sent';

/** Told of each place as it is reached, and waited for. Committing is one round trip unless there is one. */
export type Failpoint = (name: FailpointName) => Promise<void> | void;

export interface LockHooks {
  readonly failpoint?: Failpoint | undefined;
  /** The texts at `seqs` are about to be deleted: told just before the commit, not awaited (X1). */
  readonly beforeErase?: ((conversationId: string, seqs: readonly number[]) => void) | undefined;
}

export interface LockRequest<Facts> {
  readonly parties: readonly Party[];
  readonly admission: Admission;
  readonly onBusy: 'wait' | 'skip';
  /** Makes this conversation instead of locking those of the parties; their standing has none if it exists already. */
  readonly create?: NewConversation;
  /** What else the judgement needs: read behind the lock, in the same round trip. */
  readonly read: (tx: LockedTx) => Promise<Facts>;
}

/** Judges and acts: writes through `tx`, appends to the ledger, returns the answer. What it throws undoes everything. */
export type Act<Facts, Result> = (tx: LockedTx, ledger: Ledger, facts: Facts) => Promise<Result> | Result;

/**
 * The one way to change a conversation (W1): begin → lock → read who the callers are → judge and act → append →
 * commit, in two round trips when `act` has no statements of its own.
 *
 * Resolves when committed; `commits` is what to publish. Not idempotent by itself: `act` is.
 * @throws what `act` throws; PostgresError (55P03 lock timeout, 40P01 deadlock, 23505 a unique key …), TransactionLost
 * (then it may have been committed), PoolExhausted.
 */
export function withConversationLock<Facts, Result>(
  pool: TransactionPool,
  request: LockRequest<Facts>,
  run: { readonly act: Act<Facts, Result>; readonly hooks: LockHooks },
): Promise<{ result: Result; commits: readonly Commit[] }> {
  const { failpoint, beforeErase } = run.hooks;
  return pool.run(async (transaction) => {
    const tx = new LockedTx(transaction.query);
    // Order matters: all of it travels in one go, and each statement sees what is true after the lock was granted.
    const [conversations, parties, facts] = await Promise.all([
      request.create ? insertConversation(tx, request.create) : lockConversations(tx, scopeOf(request)),
      readStandings(tx, request.parties),
      request.read(tx),
    ]);
    await failpoint?.('locked');
    const standings = standingsOf(request.parties, { conversations, parties });
    const ledger = new Ledger(parties[0]?.at ?? new Date(0).toISOString(), standings, conversations);
    const result = await run.act(tx, ledger, facts);
    if (ledger.events.length === 0 && ledger.audits.length === 0) {
      await transaction.commit();
      return { result, commits: [] };
    }
    if (beforeErase)
      for (const event of ledger.events)
        if (event.payload && 'erases' in event.payload) beforeErase(event.conversationId, event.payload.erases);
    const appending = appendLog(tx, ledger);
    const told = ledger.histories.length > 0 ? insertHistory(tx, ledger.histories) : undefined;
    if (failpoint) {
      await Promise.all([appending, told]);
      await failpoint('before-commit');
    }
    const committing = transaction.commit();
    // When appending fails, the commit is answered with a rollback, perhaps in the same breath: the cause is told.
    committing.catch(() => {});
    const [appended] = await Promise.all([appending, told]);
    await committing;
    return { result, commits: commitsOf(ledger, appended) };
  });
}

function scopeOf({ parties, admission, onBusy }: LockRequest<unknown>): Parameters<typeof lockConversations>[1] {
  return {
    conversationIds: unique(parties.map(({ conversationId }) => conversationId)),
    userIds: unique(parties.map(({ userId }) => userId)),
    admission,
    onBusy,
  };
}

function standingsOf(
  parties: readonly Party[],
  read: { readonly conversations: readonly LockedConversation[]; readonly parties: readonly StandingRow[] },
): Standing[] {
  const conversations = new Map(read.conversations.map((row) => [row.id, row]));
  return parties.map(({ conversationId }, place) => ({
    conversation: conversations.get(conversationId) ?? null,
    role: read.parties[place]?.role ?? null,
    isSignedIn: read.parties[place]?.isSignedIn ?? false,
  }));
}

function commitsOf(ledger: Ledger, appended: Awaited<ReturnType<typeof appendLog>>): Commit[] {
  const rows = new Map(appended.map((row) => [row.conversationId, row]));
  const entries = Map.groupBy(ledger.events, ({ conversationId }) => conversationId);
  return [...entries].map(([conversationId, events]) => ({
    conversationId,
    entries: events.map(logEntry),
    outboxId: rows.get(conversationId)?.outboxId ?? '',
    epoch: rows.get(conversationId)?.epoch ?? '',
  }));
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
