'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { useMe } from '../../nova/hooks.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { EntryForm } from './entry-form.tsx';

/** After the session ended: the same person again, without leaving what they see. */
export function SignInAgainDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const me = useMe();
  return (
    <Dialog
      title={t('account.signInAgain')}
      description={t('account.signInAgainWhy')}
      closeLabel={t('dialog.close')}
      onClose={onClose}
    >
      <DialogBody className="pb-5">
        <EntryForm isNew={false} {...(me ? { email: me.email } : {})} onEntered={onClose} />
      </DialogBody>
    </Dialog>
  );
}
