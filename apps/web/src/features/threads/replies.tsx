'use client';

import type { Thread } from '@nova/client';
import { Fragment, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useOnline, useSelf } from '../../nova/hooks.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { Button } from '../../ui/button.tsx';
import { MessageLine } from '../message/message-line.tsx';
import { DayHeading, MessageRow } from '../message/message-row.tsx';
import { giveFocus } from '../timeline/give-focus.ts';
import type { KnownRow } from '../timeline/nearest-left.ts';
import { Rows } from '../timeline/rows.ts';
import { StopAtEnd } from '../timeline/stop-at-end.tsx';
import { useHeldFocus } from '../timeline/use-held-focus.ts';
import { useOneStop } from '../timeline/use-one-stop.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { useThreadReading } from './use-thread-reading.ts';

/** The message a thread is about and its replies, oldest first. */
export function Replies({ thread, askedSeq }: { thread: Thread; askedSeq: number | null }) {
  const { t } = useSpeech();
  const self = useSelf();
  const isOnline = useOnline();
  const root = useWatch(thread, () => thread.view.root);
  const lines = useWatch(thread, () => thread.view.lines);
  const hasMore = useWatch(thread, () => thread.view.hasMoreBefore);
  const isLoading = useWatch(thread, () => thread.view.status !== 'live');
  const [maker] = useState(() => new Rows());
  const { box, activeKey, unreadKey, isAsking, loadOlder, enter, onKeyDown, onScroll } = useThreadReading(
    thread,
    askedSeq,
  );
  const oneStop = useOneStop(box, enter);
  const rows = maker.of(lines, {
    unreadKey,
    isBeginning: false,
    hasMoreBefore: hasMore,
    isDirect: true,
    ...(root && { after: root.sentAt }),
  });
  const talk = useTalk();
  const rootKey = root?.key;
  const drawn = useMemo(
    (): readonly KnownRow[] => (rootKey === undefined ? rows : [{ key: rootKey, type: 'message' }, ...rows]),
    [rootKey, rows],
  );
  const held = useRef(drawn);
  useLayoutEffect(() => {
    held.current = drawn;
  });
  const give = useCallback(
    (key: string): void => {
      talk.activate(key);
      giveFocus(box, key);
    },
    [talk, box],
  );
  useHeldFocus({ box, rows: held, give });
  const line = { self, isInTabOrder: false };
  return (
    <>
      <div
        ref={box}
        role="list"
        aria-label={t('thread.label')}
        aria-busy={isLoading || isAsking}
        tabIndex={0}
        onFocus={oneStop.onFocus}
        onKeyDown={(event) => {
          oneStop.onTab(event);
          onKeyDown(event);
        }}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain pb-2 focus-visible:-outline-offset-2"
      >
        {root && (
          <div role="listitem" className="border-b pb-3">
            <DayHeading at={root.sentAt} />
            <MessageLine message={root} isHead {...line} isAsked={false} isInTabOrder={activeKey === root.key} />
          </div>
        )}
        {hasMore && (
          <div role="listitem" className="flex justify-center px-4 pt-2 text-center text-sm text-quiet">
            {isLoading && rows.length === 0 ? (
              <p role="status">{t(isOnline ? 'timeline.loadingMore' : 'thread.notHere')}</p>
            ) : (
              <Button disabled={isAsking} onClick={() => void loadOlder()}>
                {t('thread.older')}
              </Button>
            )}
          </div>
        )}
        {rows.map((row) => (
          <Fragment key={row.key}>
            <MessageRow
              row={row}
              self={self}
              isAsked={askedSeq !== null && row.type === 'message' && row.message.seq === askedSeq}
              isInTabOrder={row.key === activeKey}
            />
          </Fragment>
        ))}
      </div>
      <StopAtEnd stop={oneStop} />
    </>
  );
}
