import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@nova/contract';
import { NovaClientError } from '@nova/client';
import { FileStore } from '@nova/client/file-store';
import { outboxFolder } from '../account/account-folder.ts';
import type { Invocation } from '../invocation.ts';

const patienceMs = 15_000;
const lookAgainMs = 50;

/**
 * The account's device, for this process alone; another nova that is using it is waited for. Close it.
 *
 * @throws NovaClientError STORE_IN_USE when that takes too long.
 */
export async function openOutbox(invocation: Invocation, userId: Id): Promise<FileStore> {
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    try {
      return new FileStore(outboxFolder(invocation, userId));
    } catch (error) {
      const isInUse = error instanceof NovaClientError && error.code === 'STORE_IN_USE';
      if (!isInUse || waitedMs >= patienceMs) throw error;
      await sleep(lookAgainMs, undefined, { signal: invocation.signal });
    }
  }
}
