'use client';

import type { TimelineMessage } from '@nova/client';
import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useConversationPart } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { lineText } from '../message/plain-text.ts';

/** A longer text is not read aloud as it comes, nor is more than one of a burst. */
const spokenChars = 160;
/** What comes within this time is told together. */
const gatherMs = 400;

/** Says aloud, politely, what others write while one is here; never what was there before, nor what one loads. */
export function Arrivals({ messages, self }: { messages: readonly TimelineMessage[]; self: string }) {
  const { t } = useSpeech();
  const { people } = useNova();
  const isLive = useConversationPart((view) => view.status === 'live');
  const [words, setWords] = useState('');
  const heardSeq = useRef<number | null>(null);
  useEffect(() => {
    const last = messages.findLast(({ seq }) => seq !== null);
    if (!last || last.seq === null || !isLive) return;
    const since = heardSeq.current;
    if (since === null || last.seq <= since) {
      heardSeq.current = Math.max(since ?? 0, last.seq);
      return;
    }
    const timer = setTimeout(() => {
      heardSeq.current = last.seq;
      const fresh = messages.filter(
        ({ seq, senderId, body }) => seq !== null && seq > since && senderId !== self && body !== null,
      );
      const [only] = fresh;
      if (!only) return;
      const name = people.profile(only.senderId)?.name ?? t('people.unknown');
      const text = (
        lineText(only.body ?? '', (author) => t('message.forwardOf', { name: author })) ||
        (only.attachments?.[0]?.name ?? '')
      ).slice(0, spokenChars);
      setWords(
        fresh.length > 1 ? t('timeline.arrivedMany', { count: fresh.length }) : t('timeline.arrived', { name, text }),
      );
    }, gatherMs);
    return () => clearTimeout(timer);
  }, [messages, self, isLive, people, t]);
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {words}
    </p>
  );
}
