'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { go } from '../../navigation/use-place.ts';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { nameOf } from '../conversations/name-of.ts';

/** Asks before one leaves: a group cannot be entered again without being added. */
export function LeaveDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const summary = useSummary(conversationId);
  const name = summary ? nameOf(t, summary) : '';
  const { run, isBusy, problem } = useCommand();
  const leave = (): Promise<boolean> =>
    run(async () => {
      await trpc.conversation.leave.mutate({ conversationId });
      onClose();
      go({ name: 'home' }, { replace: true });
    });
  return (
    <Dialog
      title={t('leave.title', { name })}
      description={summary?.kind === 'channel' ? t('leave.channel') : t('leave.group')}
      closeLabel={t('dialog.close')}
      onClose={onClose}
    >
      <div className="px-5">
        <Problem text={problem} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look="danger" isOff={isBusy} onClick={() => void leave()}>
          {t('leave.do')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
