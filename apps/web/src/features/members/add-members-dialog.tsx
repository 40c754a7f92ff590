'use client';

import type { UserProfile } from '@nova/contract';
import { useMemo, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useDetail } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { PeoplePicker } from '../people/people-picker.tsx';

/** More people for a group or channel. */
export function AddMembersDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const { detail, refresh } = useDetail(conversationId);
  const [chosen, setChosen] = useState<readonly UserProfile[]>([]);
  const { run, isBusy, problem } = useCommand();
  const members = useMemo(() => new Set(detail?.members.map(({ user }) => user.id)), [detail]);
  const add = async (): Promise<void> => {
    const userIds = chosen.map(({ id }) => id);
    if (!(await run(() => trpc.conversation.addMembers.mutate({ conversationId, userIds })))) return;
    refresh();
    onClose();
  };
  return (
    <Dialog title={t('members.add')} closeLabel={t('dialog.close')} onClose={onClose}>
      <DialogBody>
        <PeoplePicker label={t('group.members')} chosen={chosen} onChange={setChosen} without={members} isFocused />
        <Problem text={problem} />
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look="primary" isOff={chosen.length === 0 || isBusy} onClick={() => void add()}>
          {t('members.addDo')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
