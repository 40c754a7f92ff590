import type { Commit } from '@nova/db';
import type { ApiParts } from '../parts.ts';

/** Hands over what was committed. A publisher that throws harms nobody: the outbox row is still there (R2, W7). */
export function announce(parts: ApiParts, commits: readonly Commit[], requestIds: readonly string[]): void {
  try {
    parts.onCommitted(commits, requestIds);
  } catch (error) {
    parts.meter.failed('publish', error, requestIds[0] ?? '');
  }
}
