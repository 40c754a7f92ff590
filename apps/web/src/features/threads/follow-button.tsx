'use client';

import type { Thread } from '@nova/client';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { problemText } from '../../problem.ts';
import { IconButton } from '../../ui/button.tsx';
import { Bell, BellOff } from '../../ui/icons.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { useThread } from './use-thread.ts';

/** Follows the thread beside it, or stops to. */
export function FollowButton({ rootId }: { rootId: string }) {
  const thread = useThread(rootId);
  return thread && <Toggle thread={thread} />;
}

function Toggle({ thread }: { thread: Thread }) {
  const { t } = useSpeech();
  const toasts = useToasts();
  const place = useWatch(thread, () => thread.view.place);
  if (place === null) return null;
  const { following } = place;
  const toggle = (): void => {
    thread.follow(!following).catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  return (
    <IconButton label={t(following ? 'thread.unfollow' : 'thread.follow')} isPressed={following} onClick={toggle}>
      {following ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
    </IconButton>
  );
}
