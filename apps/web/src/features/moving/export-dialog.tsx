'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useSummary } from '../../nova/hooks.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { ExportForm } from './export-form.tsx';
import { useExport } from './use-export.ts';

/** Takes a conversation along: as a page to read, or as data. One that is under way goes on when the window is closed. */
export function ExportDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const summary = useSummary(conversationId);
  // It is called so until the end, also when one is removed from it meanwhile.
  const [name] = useState(summary ? nameOf(speech.t, summary) : '');
  const made = useExport(conversationId);
  return (
    <Dialog
      title={say('title', { name })}
      description={say('why')}
      closeLabel={speech.t('dialog.close')}
      onClose={onClose}
    >
      <DialogBody>
        <ExportForm order={{ conversationIds: [conversationId] }} title={name} made={made} />
      </DialogBody>
    </Dialog>
  );
}
