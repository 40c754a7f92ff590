import { classify, NovaClientError } from '@nova/client';
import type { Cause } from '@nova/client';
import type { TextKey, Translate } from './i18n/catalogue.ts';

/** What to tell a person of a cause. */
export function causeText(t: Translate, cause: Cause): string {
  return t(`cause.${cause}`);
}

/**
 * What to tell a person of an error: by its code, never by its own words. How long to wait is told where it is known.
 */
export function problemText(t: Translate, error: unknown): string {
  if (error instanceof NovaClientError) {
    if (error.refusal === 'RATE_LIMITED') return waiting(t, t('refusal.RATE_LIMITED'), error.retryAfterMs);
    return t(error.refusal ? `refusal.${error.refusal}` : (`problem.${error.code}` satisfies TextKey));
  }
  const { cause, retryAfterMs } = classify(error);
  return waiting(t, causeText(t, cause), retryAfterMs);
}

function waiting(t: Translate, text: string, retryAfterMs: number): string {
  if (retryAfterMs < 1_000) return text;
  return `${text} ${t('problem.tryAgainIn', { count: Math.ceil(retryAfterMs / 1_000) })}`;
}
