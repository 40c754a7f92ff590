import { setTimeout as sleep } from 'node:timers/promises';
import { claimFolder, type FolderClaim, FolderInUse } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';

/** What the holder's note says from the moment it was told to stop. */
export const stoppingNote = 'stopping';

/** A holder whose terminal was killed notices within a second; one that stops is worth waiting for. */
const noticeWithinMs = 1_500;
const stopWithinMs = 45_000;

/**
 * Claims the data folder for this start. Waits for a holder that is on its way out.
 *
 * @throws CannotStart when Nova already runs there.
 */
export async function claimData(folder: string, signal: AbortSignal): Promise<FolderClaim> {
  for (let waitedMs = 0; ; waitedMs += 50) {
    try {
      return claimFolder(folder);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      const patienceMs = error.note === stoppingNote ? stopWithinMs : noticeWithinMs;
      if (waitedMs >= patienceMs) throw new CannotStart(refusal(error));
    }
    await sleep(50, undefined, { signal });
  }
}

function refusal({ pid, note }: FolderInUse): string {
  if (note === stoppingNote) return `Nova still stops here (process ${pid}). Try again, or end it: kill -9 ${pid}`;
  const where = note === '' ? 'it is still starting' : `open ${note}`;
  return `Nova already runs in this folder (process ${pid}): ${where}. Stop it with Ctrl-C there, or: kill ${pid}`;
}
