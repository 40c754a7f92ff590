'use client';

import { useProfile } from '../../nova/hooks.ts';
import { statusTexts } from '../../i18n/status-texts.ts';
import { lazily } from '../../ui/lazily.tsx';

const StatusMark = lazily(async () => (await import('./status-mark.tsx')).StatusMark, statusTexts);

/** What somebody is about, where there is anything; its words too where there is room. */
export function StatusOf({ userId, hasText = false }: { readonly userId: string; readonly hasText?: boolean }) {
  const status = useProfile(userId)?.status;
  if (!status) return null;
  const mark = <span aria-hidden="true">{status.emoji ?? '💬'}</span>;
  return <StatusMark fallback={mark} status={status} hasText={hasText} />;
}
