'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { Attachment } from '@nova/contract';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ArrowLeft, Download, X, ZoomIn, ZoomOut } from '../../ui/icons.tsx';
import { classes } from '../../ui/classes.ts';
import { useFileUrl } from './use-file-url.ts';

const zooms = [1, 1.5, 2, 3, 4] as const;

export interface ViewerProps {
  readonly pictures: readonly Attachment[];
  readonly firstId: string;
  readonly isOnItsWay: boolean;
  readonly onClose: () => void;
}

/** The pictures of a message, as large as there is room: next and previous, larger and smaller, all by keyboard too. */
export function Viewer({ pictures, firstId, isOnItsWay, onClose }: ViewerProps) {
  const { t, direction } = useSpeech();
  const nova = useNova();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(({ id }) => id === firstId),
    ),
  );
  const [zoom, setZoom] = useState(0);
  const picture = pictures[at];
  if (!picture) return null;
  const go = (step: number): void => {
    setAt((before) => Math.min(pictures.length - 1, Math.max(0, before + step)));
    setZoom(0);
  };
  const scale = (step: number): void => setZoom((before) => Math.min(zooms.length - 1, Math.max(0, before + step)));
  const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === forward) go(1);
    else if (key === back) go(-1);
    else if (key === '+' || key === '=') scale(1);
    else if (key === '-') scale(-1);
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-canvas" />
        <Base.Popup className="fixed inset-0 z-50 flex flex-col bg-canvas text-text outline-none" onKeyDown={onKeyDown}>
          <div className="flex items-center gap-1 border-b px-3 py-1.5">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold" dir="auto">
              {picture.name}
            </Base.Title>
            {pictures.length > 1 && (
              <span role="status" className="px-2 text-sm text-quiet tabular-nums">
                {t('files.viewer', { number: at + 1, count: pictures.length })}
              </span>
            )}
            <IconButton label={t('files.zoomOut')} disabled={zoom === 0} onClick={() => scale(-1)}>
              <ZoomOut aria-hidden="true" />
            </IconButton>
            <IconButton label={t('files.zoomIn')} disabled={zoom === zooms.length - 1} onClick={() => scale(1)}>
              <ZoomIn aria-hidden="true" />
            </IconButton>
            {!isOnItsWay && (
              <a
                href={nova.fileUrl(picture.id, 'saved')}
                download={picture.name}
                aria-label={t('files.downloadNamed', { name: picture.name })}
                title={t('files.download')}
                className="grid size-8 place-items-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"
              >
                <Download aria-hidden="true" className="size-4.5" />
              </a>
            )}
            <Base.Close render={<IconButton label={t('dialog.close')} />}>
              <X aria-hidden="true" />
            </Base.Close>
          </div>
          <Large key={picture.id} picture={picture} isOnItsWay={isOnItsWay} zoom={zooms[zoom] ?? 1} />
          {picture.alt !== null && (
            <p className="border-t px-4 py-2 text-center text-sm" dir="auto">
              {picture.alt}
            </p>
          )}
          {pictures.length > 1 && (
            <>
              <Step label={t('files.previous')} side="start" disabled={at === 0} onGo={() => go(-1)} />
              <Step label={t('files.next')} side="end" disabled={at === pictures.length - 1} onGo={() => go(1)} />
            </>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Large({ picture, isOnItsWay, zoom }: { picture: Attachment; isOnItsWay: boolean; zoom: number }) {
  const url = useFileUrl(picture.id, { isOnItsWay, hasPreview: false });
  return (
    <div tabIndex={zoom > 1 ? 0 : undefined} className="grid min-h-0 flex-1 overflow-auto bg-surface p-2">
      {url !== null && (
        <img
          src={url}
          alt={picture.alt ?? picture.name}
          className={classes('m-auto', zoom === 1 && 'max-h-full max-w-full min-h-0 object-contain')}
          style={zoom === 1 ? undefined : { width: `${zoom * 100}%`, maxWidth: 'none' }}
        />
      )}
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly side: 'start' | 'end';
  readonly disabled: boolean;
  readonly onGo: () => void;
}

function Step({ label, side, disabled, onGo }: StepProps) {
  return (
    <IconButton
      label={label}
      disabled={disabled}
      onClick={onGo}
      className={classes('absolute top-1/2 border bg-raised', side === 'start' ? 'start-2' : 'end-2')}
    >
      <ArrowLeft
        aria-hidden="true"
        className={side === 'start' ? 'rtl:-scale-x-100' : '-scale-x-100 rtl:scale-x-100'}
      />
    </IconButton>
  );
}
