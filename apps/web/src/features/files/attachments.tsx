'use client';

import type { TimelineMessage } from '@nova/client';
import type { Attachment } from '@nova/contract';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { FileBoxes } from './file-boxes.tsx';
import { FileCard } from './file-card.tsx';
import { kindOf } from './file-kind.ts';
import { Picture } from './picture.tsx';
import { Film, Sound } from './players.tsx';
import { TextFile } from './text-file.tsx';
import { UploadLine } from './upload-line.tsx';

const Viewer = lazily(async () => (await import('./viewer.tsx')).Viewer);

/** The files of a message: pictures to look at, sound and film to play, code to read, everything else to save. */
export function Attachments({
  message,
  attachments,
}: {
  message: TimelineMessage;
  attachments: readonly Attachment[];
}) {
  const { t } = useSpeech();
  const [viewed, setViewed] = useState<string | null>(null);
  const isOnItsWay = message.sending !== null && message.sending.state.type !== 'accepted';
  const pictures = attachments.filter((file) => kindOf(file) === 'picture');
  return (
    <>
      <FileBoxes attachments={attachments} label={t('files.list')}>
        {(file) => <OneFile file={file} isOnItsWay={isOnItsWay} onView={() => setViewed(file.id)} />}
      </FileBoxes>
      {message.sending && <UploadLine sending={message.sending} attachments={attachments} />}
      {viewed !== null && (
        <Viewer pictures={pictures} firstId={viewed} isOnItsWay={isOnItsWay} onClose={() => setViewed(null)} />
      )}
    </>
  );
}

function OneFile({ file, isOnItsWay, onView }: { file: Attachment; isOnItsWay: boolean; onView: () => void }) {
  switch (kindOf(file)) {
    case 'picture':
      return <Picture file={file} isOnItsWay={isOnItsWay} onView={onView} />;
    case 'film':
      return <Film file={file} isOnItsWay={isOnItsWay} />;
    case 'sound':
      return <Sound file={file} isOnItsWay={isOnItsWay} />;
    case 'text':
      return <TextFile file={file} isOnItsWay={isOnItsWay} />;
    case 'other':
      return <FileCard file={file} isOnItsWay={isOnItsWay} />;
  }
}
