'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useSummary } from '../../nova/hooks.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { ExportForm } from './export-form.tsx';

/** Takes a conversation along: as a page to read, or as data. */
export function ExportDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const summary = useSummary(conversationId);
  const name = summary ? nameOf(speech.t, summary) : '';
  return (
    <Dialog
      title={say('title', { name })}
      description={say('why')}
      closeLabel={speech.t('dialog.close')}
      onClose={onClose}
    >
      <DialogBody>
        <ExportForm order={{ conversationIds: [conversationId] }} title={name} />
      </DialogBody>
    </Dialog>
  );
}
