/** Requests that may leave for one entry before it fails (O2). */
export const attemptsMax = 5;
const baseMs = 1_000;
const capMs = 60_000;

/**
 * The wait before the retry that follows `attempt` (1, 2, 3 …): exponential with full jitter, never less than the
 * server asked for (O2). `chance` is in [0, 1).
 */
export function retryDelayMs(of: { attempt: number; chance: number; retryAfterMs: number }): number {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.max(0, of.attempt - 1));
  return Math.max(of.chance * ceilingMs, of.retryAfterMs);
}
