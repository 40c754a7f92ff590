'use client';

import type { ConversationSummary } from '@nova/contract';
import { useEffect } from 'react';
import { DoorClosed } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { go } from '../../navigation/use-place.ts';
import { useConversation } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { findFocus, focusHome } from '../keys/focus-home.ts';
import { nameOf } from '../conversations/name-of.ts';
import { Unsent } from './unsent.tsx';

/**
 * In place of a conversation that is not the person's: they were removed while they looked (`was` is what they saw), or it is none
 * of theirs, or is none at all – which of the two nobody tells a stranger (A1).
 */
export function EndedNotice({ was }: { was: ConversationSummary | null }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const conversation = useConversation();
  const { run, isBusy, problem } = useCommand();
  useEffect(findFocus, []);
  const join = (): Promise<boolean> =>
    run(async () => {
      await trpc.conversation.join.mutate({ conversationId: conversation.id });
      conversation.resume();
    });
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-6">
      <div className="w-full max-w-sm text-center">
        <div role="status">
          <DoorClosed aria-hidden="true" className="mx-auto size-10 text-quiet" strokeWidth={1.5} />
          <h1
            className="mx-auto mt-3 w-fit rounded-sm text-lg font-semibold outline-offset-4"
            dir="auto"
            tabIndex={-1}
            {...focusHome}
          >
            {was ? t('ended.removed', { name: nameOf(t, was) }) : t('ended.unknown')}
          </h1>
          <p className="mt-1 text-quiet">{was ? t('ended.removedWhy') : t('ended.unknownWhy')}</p>
        </div>
        <div className="mt-4 flex justify-center gap-2">
          <Button look="primary" onClick={() => go({ name: 'home' }, { replace: true })}>
            {t('ended.home')}
          </Button>
          {(was === null || was.kind === 'channel') && (
            <Button isOff={isBusy} onClick={() => void join()}>
              {was ? t('browse.join') : t('ended.join')}
            </Button>
          )}
        </div>
        <Problem text={problem} />
        <Unsent />
      </div>
    </div>
  );
}
