'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { useOnline, useOutbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';

/** Asks before anything that only this device has is lost. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const nova = useNova();
  const isOnline = useOnline();
  const unsent = useOutbox().filter(({ state }) => state.type !== 'accepted').length;
  const { run, isBusy, problem } = useCommand();
  const force = unsent > 0 || !isOnline;
  const why = [
    unsent > 0 ? t('signOut.unsent', { count: unsent }) : t('signOut.why'),
    ...(isOnline ? [] : [t('signOut.offline')]),
  ].join(' ');
  const leave = async (): Promise<void> => {
    const isOut = await run(async () => {
      await nova.signOut({ force });
      await forgetNotifications();
    });
    if (isOut) onClose();
  };
  return (
    <Dialog title={t('signOut.title')} description={why} closeLabel={t('dialog.close')} onClose={onClose}>
      {problem !== null && (
        <p role="alert" className="px-5 text-sm text-danger">
          {problem}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look={unsent > 0 ? 'danger' : 'primary'} isOff={isBusy} onClick={() => void leave()}>
          {unsent > 0 ? t('signOut.anyway') : t('signOut.do')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Loaded when it is needed; what cannot be loaded now was told nothing here. */
async function forgetNotifications(): Promise<void> {
  try {
    const { forgetDevice } = await import('../notifications/device.ts');
    await forgetDevice();
  } catch {
    // One is signed out all the same.
  }
}
