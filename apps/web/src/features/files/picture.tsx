'use client';

import type { Attachment } from '@nova/contract';
import { useMemo, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { blurOf } from './blur.ts';
import { useFileUrl } from './use-file-url.ts';

/** A picture in its place: what it looks like from afar until it is loaded. Opens the viewer. */
export function Picture({ file, isOnItsWay, onView }: { file: Attachment; isOnItsWay: boolean; onView: () => void }) {
  const { t } = useSpeech();
  const { id, name, alt, placeholder, preview } = file;
  const url = useFileUrl(id, { isOnItsWay, hasPreview: preview });
  const [isBroken, setIsBroken] = useState(false);
  const blur = useMemo(() => blurOf(placeholder), [placeholder]);
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`${t('files.picture', { name })}${alt ? `. ${alt}` : ''}`}
      title={alt ?? name}
      className="block size-full cursor-zoom-in bg-cover bg-center outline-offset-[-2px]"
      style={blur === null ? undefined : { backgroundImage: `url(${blur})` }}
      onClick={onView}
    >
      {isBroken ? (
        <span className="grid size-full place-items-center p-1 text-xs text-quiet">{t('files.notHere')}</span>
      ) : (
        url !== null && (
          <img
            src={url}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-full object-cover"
            onError={() => setIsBroken(true)}
          />
        )
      )}
    </button>
  );
}
