'use client';

import type { OutboxEntry } from '@nova/client';
import { useId } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useConversation } from '../../nova/conversation-provider.tsx';
import { useOutbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { failedWhy, failedWords } from '../message/failed-words.ts';

/**
 * What the person asked for in a conversation that is not theirs any more: each with its text, and why it came to
 * nothing. It stays until they give it up (O4).
 */
export function Unsent() {
  const { t } = useSpeech();
  const { id } = useConversation();
  const label = useId();
  const entries = useOutbox().filter(({ conversationId, state }) => conversationId === id && state.type !== 'accepted');
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={label} className="mt-6 text-start">
      <h2 id={label} className="font-semibold">
        {t('ended.unsent', { count: entries.length })}
      </h2>
      <ul className="mt-2 flex flex-col gap-2">
        {entries.map((entry) => (
          <li key={entry.id} className="rounded-md border bg-surface px-3 py-2">
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { entry: OutboxEntry }) {
  const { t } = useSpeech();
  const { outbox } = useNova();
  const toasts = useToasts();
  const { run, problem } = useCommand();
  const { work, state } = entry;
  const text = 'body' in work ? work.body : null;
  const copy = (body: string): void => {
    navigator.clipboard.writeText(body).then(
      () => toasts.show({ text: t('message.copied') }),
      () => toasts.show({ kind: 'problem', text: t('message.notCopied') }),
    );
  };
  return (
    <>
      {text !== null && (
        <p dir="auto" className="break-words whitespace-pre-wrap [unicode-bidi:plaintext]">
          {text}
        </p>
      )}
      <p className="text-sm text-danger">
        {state.type === 'failed'
          ? `${t(failedWords[work.kind])} ${failedWhy(t, work, state.reason)}`
          : t('message.queued')}
      </p>
      {problem !== null && <p className="text-sm text-danger">{problem}</p>}
      <div className="mt-1 flex gap-2">
        {text !== null && <Button onClick={() => copy(text)}>{t('message.copyText')}</Button>}
        <Button onClick={() => void run(() => outbox.discard(entry.id))}>{t('message.discard')}</Button>
      </div>
    </>
  );
}
