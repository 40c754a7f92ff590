'use client';

import { cleanFileName } from '@nova/contract';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';

/** Code as a file of its own: its name's ending says how it is coloured. */
export function SnippetDialog({ onFile, onClose }: { onFile: (file: File) => void; onClose: () => void }) {
  const { t } = useSpeech();
  const [name, setName] = useState('snippet.ts');
  const [code, setCode] = useState('');
  const add = (): void => {
    onFile(new File([code], cleanFileName(name), { type: 'text/plain' }));
    onClose();
  };
  const field = 'mt-1 w-full rounded-md border border-edge bg-canvas px-3 py-2';
  return (
    <Dialog title={t('files.snippetTitle')} closeLabel={t('dialog.close')} onClose={onClose} width="md">
      <DialogBody>
        <label className="block text-sm font-medium">
          {t('files.snippetName')}
          <input
            className={field}
            dir="ltr"
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="mt-3 block text-sm font-medium">
          {t('files.snippetCode')}
          <textarea
            className={`${field} h-64 resize-none font-mono text-sm [tab-size:2]`}
            dir="ltr"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
      </DialogBody>
      <DialogActions>
        <Button look="primary" disabled={code.trim() === ''} onClick={add}>
          {t('files.snippetAdd')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
