'use client';

import type { Thread } from '@nova/client';
import { useEffect } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { ThreadAt } from '../../navigation/place.ts';
import { TalkableProvider } from '../../nova/conversation-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { causeText } from '../../problem.ts';
import { Composer } from '../composer/composer.tsx';
import { TalkProvider, useTalk } from '../talk/talk-provider.tsx';
import { Replies } from './replies.tsx';
import { useThread } from './use-thread.ts';

/** A thread beside its conversation: the message it is about, the replies, and where one replies. */
export function ThreadPanel({ at }: { at: ThreadAt }) {
  const thread = useThread(at.rootId);
  if (!thread) return null;
  return (
    <TalkableProvider talkable={thread}>
      <TalkProvider>
        <Inside thread={thread} askedSeq={at.seq} />
      </TalkProvider>
    </TalkableProvider>
  );
}

function Inside({ thread, askedSeq }: { thread: Thread; askedSeq: number | null }) {
  const { t } = useSpeech();
  const failure = useWatch(thread, () => (thread.view.status === 'failed' ? thread.view.failure : null));
  const talk = useTalk();
  useEffect(() => {
    // On a touch screen the keyboard would cover what one came to read.
    if (!matchMedia('(pointer: coarse)').matches) talk.focusComposer();
  }, [talk]);
  const isRootDeleted = useWatch(thread, () => (thread.view.root?.deletedAt ?? null) !== null);
  if (failure) {
    return (
      <p role="alert" className="p-4 text-sm text-quiet">
        {failure === 'MESSAGE_NOT_FOUND' ? t('thread.none') : causeText(t, failure)}
      </p>
    );
  }
  return (
    <>
      <Replies thread={thread} askedSeq={askedSeq} />
      {isRootDeleted ? (
        <p className="border-t px-4 py-3 text-sm text-quiet">{t('thread.closed')}</p>
      ) : (
        <div>
          <Composer placeholder={t('thread.placeholder')} />
          <AlsoSend thread={thread} />
        </div>
      )}
    </>
  );
}

function AlsoSend({ thread }: { thread: Thread }) {
  const { t } = useSpeech();
  const isOn = useWatch(thread, () => thread.alsoSend);
  return (
    <label className="flex items-center gap-2 px-5 pb-3 text-sm text-quiet pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => {
          thread.alsoSend = event.target.checked;
        }}
        className="size-4 accent-accent"
      />
      {t('thread.alsoSend')}
    </label>
  );
}
