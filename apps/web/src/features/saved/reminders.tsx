'use client';

import type { SavedItem } from '@nova/client';
import { useEffect } from 'react';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { go } from '../../navigation/use-place.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { placeOfExcerpt } from '../message/place-of-excerpt.ts';
import { lineText } from '../message/plain-text.ts';
import { problemText } from '../../problem.ts';
import type { RemindPreset } from './remind-times.ts';
import { remindTimes } from './remind-times.ts';

/** A reminder waits longer for somebody to see it than a word in passing. */
const forMs = 60_000;
const textChars = 120;

/** Tells reminders when they come, on the device that is looked at. Shows nothing itself. */
export function Reminders() {
  const speech = useSpeech();
  const { saved, people } = useNova();
  const toasts = useToasts();
  useEffect(() => {
    const { t } = speech;
    const say = keptTexts.in(speech);
    let isStale = false;
    const snooze = async (due: readonly SavedItem[], preset: RemindPreset): Promise<void> => {
      // By the clock at which it is chosen: the word may have stood there for a while.
      const at = remindTimes(Date.now()).find((one) => one.preset === preset)?.at;
      const saving = { done: false, remindAt: at?.toISOString() ?? null };
      try {
        for (const { conversationId, messageId } of due) await saved.save({ conversationId, messageId }, saving);
      } catch (error) {
        toasts.show({ kind: 'problem', text: problemText(t, error) });
      }
    };
    const tell = async (): Promise<void> => {
      // Whoever does not look would not see them: they wait until somebody does.
      if (document.visibilityState !== 'visible' || !saved.view.entries.some(({ dueAt }) => dueAt !== null)) return;
      const due = await saved.arrivals();
      const [first] = due;
      if (isStale || !first) return;
      const { message } = first;
      const isOne = due.length === 1;
      toasts.show({
        text: isOne
          ? textOf(speech, first, message ? people.profile(message.senderId)?.name : undefined)
          : t('saved.due', { count: due.length }),
        forMs,
        action: {
          label: say('remind.open'),
          run: () => go(isOne && message ? placeOfExcerpt(message) : { name: 'saved' }),
        },
        choices: {
          label: say('remind.again'),
          actions: remindTimes(Date.now())
            .filter(({ preset }) => preset !== 'nextMonday')
            .map(({ preset }) => ({ label: say(`remind.${preset}`), run: () => void snooze(due, preset) })),
        },
      });
    };
    const look = (): void => void tell();
    look();
    const leave = saved.subscribe(look);
    document.addEventListener('visibilitychange', look);
    return () => {
      isStale = true;
      leave();
      document.removeEventListener('visibilitychange', look);
    };
  }, [saved, people, toasts, speech]);
  return null;
}

function textOf(speech: ReturnType<typeof useSpeech>, { message }: SavedItem, name: string | undefined): string {
  const say = keptTexts.in(speech);
  const words =
    lineText(message?.body ?? '', (author) => speech.t('message.forwardOf', { name: author })) ||
    (message?.fileName ?? '');
  if (words === '') return speech.t('saved.due', { count: 1 });
  const text = words.length > textChars ? `${words.slice(0, textChars)}…` : words;
  return name === undefined ? say('remind.came', { text }) : say('remind.cameFrom', { name, text });
}
