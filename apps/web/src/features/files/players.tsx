'use client';

import type { Attachment } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Download } from '../../ui/icons.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useFileUrl } from './use-file-url.ts';

interface PlayerProps {
  readonly file: Attachment;
  readonly isOnItsWay: boolean;
}

/** A film, with the browser's own controls; it is fetched in parts, as it is watched. */
export function Film({ file, isOnItsWay }: PlayerProps) {
  const { t } = useSpeech();
  const url = useFileUrl(file.id, { isOnItsWay, hasPreview: false });
  if (url === null) return null;
  return (
    <video
      controls
      playsInline
      preload="metadata"
      aria-label={t('files.video', { name: file.name })}
      src={url}
      className="size-full bg-black"
    />
  );
}

/** A recording or a piece of music. */
export function Sound({ file, isOnItsWay }: PlayerProps) {
  const { t } = useSpeech();
  const nova = useNova();
  const url = useFileUrl(file.id, { isOnItsWay, hasPreview: false });
  return (
    <div className="flex size-full items-center gap-1 border px-1.5">
      {url !== null && (
        <audio
          controls
          preload="metadata"
          aria-label={t('files.audio', { name: file.name })}
          src={url}
          className="h-10 min-w-0 flex-1"
        />
      )}
      {!isOnItsWay && (
        <a
          href={nova.fileUrl(file.id, 'saved')}
          download={file.name}
          aria-label={t('files.downloadNamed', { name: file.name })}
          title={t('files.download')}
          className="grid size-8 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"
        >
          <Download aria-hidden="true" className="size-4.5" />
        </a>
      )}
    </div>
  );
}
