'use client';

import { limits } from '@nova/contract';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';

/** Another title or topic. */
export function EditConversationDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const summary = useSummary(conversationId);
  const [title, setTitle] = useState(summary?.title ?? '');
  const [topic, setTopic] = useState(summary?.topic ?? '');
  const { run, isBusy, problem } = useCommand();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await run(() => trpc.conversation.update.mutate({ conversationId, title, topic }))) onClose();
  };
  return (
    <Dialog title={t('group.edit')} closeLabel={t('dialog.close')} onClose={onClose}>
      <form className="flex min-h-0 flex-col" onSubmit={(event) => void save(event)}>
        <DialogBody>
          <Field
            label={t('group.title')}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            maxLength={limits.titleMaxChars}
            required
            autoFocus
          />
          <Field
            label={t('group.topic')}
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
            maxLength={limits.topicMaxChars}
          />
          <Problem text={problem} />
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isOff={title.trim() === '' || isBusy}>
            {t('dialog.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
