'use client';

import type { PendingChange } from '@nova/client';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { useTalk } from '../talk/talk-provider.tsx';

/** A message that is about to go: for a while, and while there is no way to the server, one may think better of it. */
export function Leaving({ change }: { change: PendingChange }) {
  const { t } = useSpeech();
  const { outbox } = useNova();
  const talk = useTalk();
  const { run } = useCommand();
  const mayUndo = change.state.type !== 'sending' && change.state.type !== 'accepted';
  return (
    <span role="status">
      {t('timeline.deleted')}
      {mayUndo && (
        <button
          type="button"
          className="ms-2 rounded-sm font-medium text-link not-italic hover:underline"
          onClick={() => {
            talk.focusMessage(null);
            void run(() => outbox.discard(change.entryId));
          }}
        >
          {t('message.undo')}
        </button>
      )}
    </span>
  );
}
