import type { Id } from '@nova/contract';
import type { DeviceStore } from './device-store.ts';

/**
 * Everything small that the device keeps of an account: a `copy` of what the server has, or the person's `own` – what they
 * wrote, picked or did that the server was not told, and what is of this device alone.
 */
const keptThings = {
  'inbox.2': 'copy',
  'people.1': 'copy',
  'saved.1': 'copy',
  'scheduled.1': 'copy',
  'threads.1': 'copy',
  'drafts.1': 'own',
  'reads.2': 'own',
  'reminded.1': 'own',
  'searches.1': 'own',
  'threadReads.1': 'own',
  'trays.1': 'own',
} as const satisfies Record<string, 'copy' | 'own'>;

/** Names what is kept, and its shape: another shape is another key. What is not said to be a copy or one's own cannot be kept. */
export type KeptKey = keyof typeof keptThings;

export const keptKeys = Object.keys(keptThings) as KeptKey[];

export function isCopy(key: KeptKey): boolean {
  return keptThings[key] === 'copy';
}

/**
 * Takes off the device what it has of an account (`null`: of nobody) only so as to have it sooner: the conversations as they were last seen,
 * and the lists that the server tells. Promises:
 * - what the server does not have stays, whatever it looks like: the outbox and its files, drafts, files that wait, how far
 *   one has read that the server was not told, which reminders were shown, what one looked for;
 * - other accounts, and which account the device remembers, stay;
 * - once it resolved, whoever opens the account asks the server for all of it. Interrupted, it has taken some of it, which
 *   does no harm; twice is once.
 * Whoever has the account open may write it again: close the client before. @throws what the store throws.
 */
export async function forgetCopies(
  store: Pick<DeviceStore, 'setMeta' | 'loadSnapshots' | 'removeSnapshot'>,
  account: Id | null,
): Promise<void> {
  if (account === null) return;
  // The lists first: they stand on every screen, and a conversation's copy that cannot even be read keeps none of them here.
  await Promise.all(keptKeys.filter(isCopy).map((key) => store.setMeta(account, key, null)));
  const snapshots = await store.loadSnapshots(account);
  await Promise.all(snapshots.map(({ conversationId }) => store.removeSnapshot(account, conversationId)));
}
