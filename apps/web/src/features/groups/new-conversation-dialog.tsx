'use client';

import type { UserProfile } from '@nova/contract';
import { limits } from '@nova/contract';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { PeoplePicker } from '../people/people-picker.tsx';

/** A new group, by invitation, or a channel that anybody may find and join. */
export function NewConversationDialog({ kind, onClose }: { kind: 'group' | 'channel'; onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const [title, setTitle] = useState('');
  const [topic, setTopic] = useState('');
  const [chosen, setChosen] = useState<readonly UserProfile[]>([]);
  const { run, isBusy, problem } = useCommand();
  const isGroup = kind === 'group';
  const create = (event: FormEvent): void => {
    event.preventDefault();
    const memberIds = chosen.map(({ id }) => id);
    void run(async () => {
      const { conversationId } = await trpc.conversation.createGroup.mutate({ title, topic, kind, memberIds });
      onClose();
      go(conversationPlace(conversationId));
    });
  };
  return (
    <Dialog
      title={isGroup ? t('newGroup.title') : t('newChannel.title')}
      description={isGroup ? t('newGroup.why') : t('newChannel.why')}
      closeLabel={t('dialog.close')}
      onClose={onClose}
    >
      <form onSubmit={create} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-1">
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
          <PeoplePicker label={t('group.members')} chosen={chosen} onChange={setChosen} />
          <Problem text={problem} />
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isOff={title.trim() === '' || isBusy}>
            {t('group.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
