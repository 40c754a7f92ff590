'use client';

import type { Tray } from '@nova/client';
import { useState } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { clockTime, momentText } from '../../i18n/times.ts';
import { go } from '../../navigation/use-place.ts';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ChevronDown } from '../../ui/icons.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { bodyOf } from '../composer/sending.ts';
import type { Writing } from '../composer/use-writing.ts';
import { laterTimes } from './later-times.ts';

const ScheduleDialog = lazily(async () => (await import('./schedule-dialog.tsx')).ScheduleDialog, draftTexts);

export interface SendLaterProps {
  readonly writing: Writing;
  /** The files that go with it. */
  readonly tray: Tray;
  /** There is nothing that could be sent later. */
  readonly isOff: boolean;
  readonly onProblem: (error: unknown) => void;
}

/** Beside the button that sends: sends at another time, one that people often mean or any. */
export function SendLater({ writing, tray, isOff, onProblem }: SendLaterProps) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const nova = useNova();
  const conversation = useTalkable();
  const toasts = useToasts();
  const [isChoosing, setIsChoosing] = useState(false);

  const sendAt = async (at: Date): Promise<void> => {
    const { files } = tray;
    const hasFiles = files.length > 0;
    const body = bodyOf(writing.text, nova) ?? (hasFiles && writing.text.trim() === '' ? '' : null);
    const { replyToId } = writing.draft;
    if (body === null || isOff) return;
    const putBack = writing.take();
    if (hasFiles) tray.set([]);
    onProblem(null);
    try {
      const message = { body, ...(replyToId === null ? {} : { replyToId }), ...(hasFiles ? { files } : {}) };
      await conversation.schedule(message, at.toISOString());
      toasts.show({
        text: say('scheduledFor', { time: momentText(locale, at.toISOString(), Date.now()) }),
        action: { label: say('show'), run: () => go({ name: 'drafts' }) },
      });
    } catch (error) {
      putBack();
      if (hasFiles) tray.set([...files, ...tray.files]);
      onProblem(error);
    }
  };
  const labels = { hour: 'inAnHour', tomorrow: 'tomorrow', monday: 'monday' } as const;
  const trigger = (
    <button
      type="button"
      aria-label={say('sendLater')}
      title={say('sendLater')}
      aria-disabled={isOff || undefined}
      // On a phone there is room for it once there is something to send.
      className="inline-grid h-8 w-6 shrink-0 place-items-center rounded-md text-quiet transition hover:bg-hover hover:text-text aria-disabled:opacity-40 max-md:aria-disabled:hidden pointer-coarse:h-11 pointer-coarse:w-8"
    >
      <ChevronDown aria-hidden="true" className="size-4" />
    </button>
  );
  return (
    <>
      {isOff ? (
        trigger
      ) : (
        <ActionMenu
          trigger={trigger}
          head={<div className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-quiet">{say('sendLater')}</div>}
          actions={[
            ...laterTimes(new Date()).map(({ name, at }) => ({
              key: name,
              label: say(labels[name], { time: clockTime(locale, at.toISOString()) }),
              onSelect: () => void sendAt(at),
            })),
            {
              key: 'other',
              label: say('otherTime'),
              isFirst: true,
              onSelect: () => setIsChoosing(true),
            },
          ]}
        />
      )}
      {isChoosing && (
        <ScheduleDialog
          title={say('sendLater')}
          doLabel={say('schedule')}
          closeLabel={t('dialog.close')}
          onClose={() => setIsChoosing(false)}
          onDone={({ at }) => sendAt(at)}
        />
      )}
    </>
  );
}
