'use client';

import type { TimelineMessage } from '@nova/client';
import { lazily } from '../../ui/lazily.tsx';

const Failures = lazily(async () => (await import('./failures.tsx')).Failures);

/** What came to nothing with a message, and what to do about it. */
export function FailureNotes({ message }: { message: TimelineMessage }) {
  const { sending, changes } = message;
  const hasFailed = sending?.state.type === 'failed' || changes.some(({ state }) => state.type === 'failed');
  if (!hasFailed) return null;
  return <Failures message={message} />;
}
