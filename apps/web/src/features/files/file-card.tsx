'use client';

import type { Attachment } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { Download, File } from '../../ui/icons.tsx';
import { fileSize } from './file-size.ts';

/** A file that is only saved: what it is called and how large it is. */
export function FileCard({ file, isOnItsWay }: { file: Attachment; isOnItsWay: boolean }) {
  const { t, locale } = useSpeech();
  const nova = useNova();
  const inside = (
    <>
      <File aria-hidden="true" className="size-6 shrink-0 text-quiet" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium bidi" dir="auto">
          {file.name}
        </span>
        <span className="block text-xs text-quiet">{fileSize(locale, file.size)}</span>
      </span>
    </>
  );
  const look = 'flex size-full items-center gap-2.5 rounded-md border px-3';
  if (isOnItsWay) return <div className={look}>{inside}</div>;
  return (
    <a
      href={nova.fileUrl(file.id, 'saved')}
      download={file.name}
      title={t('files.downloadNamed', { name: file.name })}
      className={`${look} outline-offset-[-2px] hover:bg-hover`}
    >
      {inside}
      <Download aria-hidden="true" className="size-4.5 shrink-0 text-quiet" />
    </a>
  );
}
