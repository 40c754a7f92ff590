'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Head } from '../frame/head.tsx';
import { PartOutline } from '../frame/part-outline.tsx';
import { MessageOutlines } from '../timeline/message-outlines.tsx';
import { ConversationSign } from './conversation-sign.tsx';
import { nameOf } from './name-of.ts';

/** A conversation whose view is on its way, or cannot be fetched: which one it is, and on a phone the way back. */
export function ConversationOutline({ id, isMissing }: { id: string; isMissing: boolean }) {
  const { t } = useSpeech();
  const summary = useSummary(id);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <Head>
        {summary ? (
          <>
            <span className={classes('me-1 inline-flex', summary.kind !== 'direct' && 'max-md:hidden')}>
              <ConversationSign summary={summary} size="md" />
            </span>
            <div className="min-w-0">
              <h1 className="truncate leading-5 font-semibold" dir="auto">
                {nameOf(t, summary)}
              </h1>
              <span className="block animate-late py-1">
                <Skeleton className="h-3 w-24" />
              </span>
            </div>
          </>
        ) : (
          !isMissing && <Skeleton className="h-5 w-40" />
        )}
      </Head>
      <PartOutline isMissing={isMissing} isHeading={!summary}>
        <div className="mt-auto pb-2">
          <MessageOutlines />
        </div>
      </PartOutline>
    </main>
  );
}
