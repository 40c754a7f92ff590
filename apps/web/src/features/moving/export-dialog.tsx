'use client';

import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useSummary } from '../../nova/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { ExportForm } from './export-form.tsx';
import { useExport } from './use-export.ts';

/** Takes a conversation along: as a page to read, or as data. One that is under way is not lost by a slip. */
export function ExportDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const summary = useSummary(conversationId);
  // It is called so until the end, also when one is removed from it meanwhile.
  const [name] = useState(summary ? nameOf(speech.t, summary) : '');
  const made = useExport();
  const [isAsked, setIsAsked] = useState(false);
  const isRunning = made.state === 'running';
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked && isRunning) goOn.current?.focus();
  }, [isAsked, isRunning]);
  const close = (): void => {
    if (isRunning && !isAsked) setIsAsked(true);
    else if (isRunning) setIsAsked(false);
    else onClose();
  };
  return (
    <Dialog
      title={say('title', { name })}
      description={say('why')}
      closeLabel={speech.t('dialog.close')}
      onClose={close}
    >
      <DialogBody>
        <ExportForm order={{ conversationIds: [conversationId] }} title={name} made={made} />
      </DialogBody>
      {isAsked && isRunning && (
        <div role="group" aria-labelledby="export-closing" className="border-t pt-3">
          <p id="export-closing" className="px-5 text-sm">
            {say('closing')}
          </p>
          <DialogActions>
            <Button look="danger" onClick={onClose}>
              {say('stopAndClose')}
            </Button>
            <Button ref={goOn} onClick={() => setIsAsked(false)}>
              {say('goOn')}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  );
}
