import { webLinks } from '@nova/contract';
import {
  addForwards,
  addPreviewTasks,
  attachFiles,
  type Ledger,
  type LockedTx,
  settleScheduled,
  withConversationLock,
  writeAudit,
} from '@nova/db';
import { codeOf, kindOfFailure, refusalOf } from '../errors/database-failure.ts';
import { backOff, retriesMax } from '../lock/retrying.ts';
import { announce } from '../lock/announce.ts';
import { refusedEntry } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import type { ApiSettings } from '../settings.ts';
import { forwardsOf, judgeSends, readSendFacts, scheduledOf, type SendFacts } from './judge-sends.ts';
import type { SendItem, SendVerdict } from './send-item.ts';

/** `skip` leaves out sends whose conversation another transaction holds; `wait` waits for it. */
export type OnBusy = 'skip' | 'wait';

/**
 * Commits sends together and answers each of them; resolves with those it left out (`skip` only). Never rejects.
 *
 * A refused send harms no other. A collision is tried again, three times at most whatever the batch holds (W2); the
 * last time each conversation by itself, so that none goes under with another. So is a lost connection, since a send
 * that was committed after all is found by its client id (W6). A defect splits the batch until the send that causes
 * it stands alone; an outage does not, or every caller would wait for every other one's timeouts.
 */
export async function commitSends(
  parts: ApiParts,
  items: readonly SendItem[],
  onBusy: OnBusy,
): Promise<readonly SendItem[]> {
  for (let retry = 1; ; retry++) {
    try {
      return await attempt(parts, items, onBusy);
    } catch (error) {
      const kind = kindOfFailure(error);
      if ((kind !== 'collision' && kind !== 'unreachable') || retry > retriesMax) {
        return giveUp(parts, { items, onBusy, error });
      }
      parts.meter.retried(codeOf(error) ?? kind);
      await backOff(retry, parts.random);
      const rooms = [...Map.groupBy(items, ({ input }) => input.conversationId).values()];
      if (kind === 'collision' && retry === retriesMax && rooms.length > 1) {
        return (await Promise.all(rooms.map((room) => lastAttempt(parts, room, onBusy)))).flat();
      }
    }
  }
}

async function lastAttempt(parts: ApiParts, items: readonly SendItem[], onBusy: OnBusy): Promise<readonly SendItem[]> {
  try {
    return await attempt(parts, items, onBusy);
  } catch (error) {
    return giveUp(parts, { items, onBusy, error });
  }
}

/** Tells everybody of an outage; looks for the culprit of a defect. */
async function giveUp(
  parts: ApiParts,
  failed: { readonly items: readonly SendItem[]; readonly onBusy: OnBusy; readonly error: unknown },
): Promise<readonly SendItem[]> {
  const { items, onBusy, error } = failed;
  if (kindOfFailure(error) !== 'final' || items.length < 2) {
    for (const item of items) item.reject(refusalOf(error));
    return [];
  }
  parts.meter.split(items.length);
  const middle = Math.ceil(items.length / 2);
  const first = await commitSends(parts, items.slice(0, middle), onBusy);
  const second = await commitSends(parts, items.slice(middle), onBusy);
  return [...first, ...second];
}

async function attempt(parts: ApiParts, items: readonly SendItem[], onBusy: OnBusy): Promise<readonly SendItem[]> {
  return answer(parts, items, await transact(parts, items, onBusy));
}

async function transact(parts: ApiParts, items: readonly SendItem[], onBusy: OnBusy): Promise<SendVerdict[]> {
  const startedMs = performance.now();
  const request = {
    parties: items.map(({ input, issuer }) => ({
      conversationId: input.conversationId,
      userId: issuer.userId,
      sessionId: issuer.sessionId,
    })),
    admission: 'members' as const,
    onBusy,
    read: (tx: LockedTx) => readSendFacts(tx, items, () => parts.presence.present()),
  };
  const { result: verdicts, commits } = await withConversationLock(
    // Whoever waits for a lock does it where it holds up no batch.
    onBusy === 'skip' ? parts.db.lanes : parts.db.transactions,
    request,
    {
      act: (tx, ledger, facts: Awaited<ReturnType<typeof readSendFacts>>) =>
        judgeAndAttach(tx, ledger, { items, facts, settings: parts.settings }),
      hooks: { failpoint: parts.failpoint },
    },
  );
  await parts.failpoint?.('after-commit');
  if (commits.length > 0) {
    announce(
      parts,
      commits,
      items.map(({ issuer }) => issuer.requestId),
    );
    parts.meter.batch(items.length, commits.length, performance.now() - startedMs);
  }
  return verdicts;
}

/** Sends that bring no files or links, forward nothing and were not scheduled cost no statement of their own. */
function judgeAndAttach(
  tx: LockedTx,
  ledger: Ledger,
  {
    items,
    facts,
    settings,
  }: { readonly items: readonly SendItem[]; readonly facts: SendFacts; readonly settings: ApiSettings },
): SendVerdict[] | Promise<SendVerdict[]> {
  const verdicts = judgeSends(ledger, items, { facts, mentionAllMax: settings.mentionAllMax });
  const attached = ledger.messages.flatMap(({ id: messageId, attachments }) =>
    attachments ? [{ messageId, fileIds: attachments.map(({ id }) => id) }] : [],
  );
  const settled = items.flatMap((item, place) => (verdicts[place]?.kind === 'sent' ? scheduledOf(item) : []));
  const forwards = items.flatMap((item, place) => forwardsOf(item, verdicts[place], facts));
  const linking = settings.linkPreviews ? ledger.messages.filter(({ body }) => webLinks(body ?? '').length > 0) : [];
  if (attached.length + settled.length + forwards.length + linking.length === 0) return verdicts;
  const attaching = attached.length > 0 ? attachFiles(tx, attached) : undefined;
  const settling = settled.length > 0 ? settleScheduled(tx, settled) : undefined;
  const forwarding = forwards.length > 0 ? addForwards(tx, forwards) : undefined;
  const tasks = linking.map(({ id: messageId, conversationId }) => ({ messageId, conversationId, version: 1 }));
  const looking = tasks.length > 0 ? addPreviewTasks(tx, tasks) : undefined;
  return Promise.all([attaching, settling, forwarding, looking]).then(() => verdicts);
}

async function answer(
  parts: ApiParts,
  items: readonly SendItem[],
  verdicts: readonly SendVerdict[],
): Promise<SendItem[]> {
  const busy: SendItem[] = [];
  const refused: { item: SendItem; refusal: Extract<SendVerdict, { kind: 'refused' }>['refusal'] }[] = [];
  for (const [place, item] of items.entries()) {
    const verdict = verdicts[place];
    switch (verdict?.kind) {
      case 'sent':
        item.resolve(verdict.output);
        break;
      case 'refused':
        refused.push({ item, refusal: verdict.refusal });
        break;
      case 'busy':
      case undefined:
        busy.push(item);
        break;
    }
  }
  if (refused.length > 0) await answerRefused(parts, refused);
  return busy;
}

/** First the trace, then the answer (W8). */
async function answerRefused(
  parts: ApiParts,
  refused: readonly {
    readonly item: SendItem;
    readonly refusal: Extract<SendVerdict, { kind: 'refused' }>['refusal'];
  }[],
): Promise<void> {
  const entries = refused.map(({ item: { input, issuer }, refusal }) =>
    refusedEntry(
      { action: 'message.send', issuer, conversationId: input.conversationId, targetId: null },
      refusal.reason,
    ),
  );
  try {
    await writeAudit(parts.db.query, entries);
    for (const { item, refusal } of refused) item.reject(refusal);
  } catch (error) {
    for (const { item } of refused) item.reject(refusalOf(error));
  }
}
