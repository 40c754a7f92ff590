'use client';

import { useState } from 'react';
import { limits } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { inputLook } from '../../ui/field.tsx';
import { TextDiff } from './text-diff.tsx';

export interface ConflictDialogProps {
  /** The message as it is now. */
  readonly theirs: string;
  /** What the person made of the version before. */
  readonly mine: string;
  readonly onTheirs: () => Promise<boolean>;
  readonly onMine: (body: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** An edit that met a newer version: both side by side; the person's own can be worked on before it is chosen. */
export function ConflictDialog({ theirs, mine, onTheirs, onMine, onClose }: ConflictDialogProps) {
  const { t } = useSpeech();
  const [text, setText] = useState(mine);
  const choose = (choice: Promise<boolean>): void => void choice.then((isDone) => isDone && onClose());
  const pane = 'flex min-w-0 flex-1 flex-col gap-1';
  const label = 'text-sm font-medium';
  return (
    <Dialog
      title={t('conflict.title')}
      description={t('conflict.why')}
      closeLabel={t('dialog.close')}
      onClose={onClose}
      width="md"
    >
      <DialogBody className="flex flex-col gap-4 md:flex-row">
        <section className={pane}>
          <h3 className={label}>{t('conflict.theirs')}</h3>
          <p
            dir="auto"
            className="min-h-32 flex-1 rounded-md md:min-h-40 border bg-surface px-3 py-2 break-words whitespace-pre-wrap [unicode-bidi:plaintext]"
          >
            <TextDiff from={text} to={theirs} only="added" />
          </p>
        </section>
        <section className={pane}>
          <label className={label} htmlFor="conflict-mine">
            {t('conflict.mine')}
          </label>
          <textarea
            id="conflict-mine"
            dir="auto"
            rows={5}
            className={`${inputLook} min-h-40 flex-1 resize-none`}
            value={text}
            maxLength={limits.bodyMaxChars}
            onChange={(event) => setText(event.target.value)}
          />
        </section>
      </DialogBody>
      <DialogActions>
        <Button onClick={() => choose(onTheirs())}>{t('conflict.takeTheirs')}</Button>
        <Button look="primary" isOff={text.trim() === ''} onClick={() => choose(onMine(text))}>
          {t('conflict.takeMine')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
