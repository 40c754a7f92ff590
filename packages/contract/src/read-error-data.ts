import type { ErrorData } from './error-data.ts';
import { errorTable, type Reason } from './errors.ts';

/**
 * Reads `error.data` as `errorDataSchema` does, `null` for what it refuses, without the schema library: in a browser
 * every byte is loaded before the first message shows.
 */
export function readErrorData(data: unknown): ErrorData | null {
  if (typeof data !== 'object' || data === null) return null;
  const field = (name: string): unknown => Reflect.get(data, name);
  const [reason, retryable, retryAfterMs] = [field('reason'), field('retryable'), field('retryAfterMs')];
  const [issues, requestId] = [field('issues'), field('requestId')];
  if (!isReason(reason) || typeof retryable !== 'boolean') return null;
  if (retryAfterMs !== undefined && !isDuration(retryAfterMs)) return null;
  if (issues !== undefined && !isTexts(issues)) return null;
  if (requestId !== undefined && typeof requestId !== 'string') return null;
  return {
    reason,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...('current' in data ? { current: data.current } : {}),
    ...(issues === undefined ? {} : { issues }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function isReason(value: unknown): value is Reason {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
