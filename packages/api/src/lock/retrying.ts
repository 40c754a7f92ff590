import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, kindOfFailure, refusalOf } from '../errors/database-failure.ts';
import type { ApiParts } from '../parts.ts';

/** After the first attempt (W2). */
export const retriesMax = 3;

const baseMs = 10;

/** Waits before retry `n` (from 1): doubling, with full jitter. */
export function backOff(n: number, random: () => number): Promise<void> {
  return sleep(random() * baseMs * 2 ** n);
}

/**
 * Runs a transaction, and again when another one was in the way: three times at most, then the caller is told BUSY
 * (W2). What is not such a collision is not tried again: whether a lost commit happened is not known.
 *
 * @throws Refusal (BUSY, TIMEOUT, or what `run` throws), or the error of a defect.
 */
export async function retrying<T>(
  run: () => Promise<T>,
  { meter, random }: Pick<ApiParts, 'meter' | 'random'>,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      return await run();
    } catch (error) {
      if (kindOfFailure(error) !== 'collision' || retry > retriesMax) throw refusalOf(error);
      meter.retried(codeOf(error) ?? 'unknown');
      await backOff(retry, random);
    }
  }
}
