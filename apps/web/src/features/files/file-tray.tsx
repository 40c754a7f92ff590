'use client';

import type { Tray, TrayFile } from '@nova/client';
import { limits } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { IconButton } from '../../ui/button.tsx';
import { File, X } from '../../ui/icons.tsx';
import { fileSize } from './file-size.ts';
import { rememberUrl } from './local-urls.ts';

/** What goes with the message being written: to be looked at, described, and taken out again. */
export function FileTray({ tray }: { tray: Tray }) {
  const { t } = useSpeech();
  const files = useWatch(tray, () => tray.files);
  return (
    <ul aria-label={t('files.tray')} className="flex max-h-48 flex-wrap gap-2 overflow-y-auto border-b p-2">
      {files.map((file) => (
        <TrayItem key={file.id} file={file} tray={tray} />
      ))}
    </ul>
  );
}

function TrayItem({ file, tray }: { file: TrayFile; tray: Tray }) {
  const { t, locale } = useSpeech();
  const { id, name, bytes } = file;
  const isPicture = file.width !== undefined;
  const change = (next: Partial<TrayFile>): void =>
    tray.set(tray.files.map((one) => (one.id === id ? { ...one, ...next } : one)));
  return (
    <li className="flex w-64 max-w-full max-md:w-full items-center gap-2 rounded-md border bg-surface p-1.5">
      {isPicture ? (
        <img src={rememberUrl(id, bytes)} alt="" className="size-12 shrink-0 rounded-sm object-cover" />
      ) : (
        <span className="grid size-12 shrink-0 place-items-center">
          <File aria-hidden="true" className="size-6 text-quiet" />
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium bidi" dir="auto">
          {name}
        </span>
        {isPicture ? (
          <input
            type="text"
            dir="auto"
            maxLength={limits.altMaxChars}
            aria-label={t('files.describe', { name })}
            placeholder={t('files.describeHint')}
            value={file.alt ?? ''}
            onChange={(event) => change({ alt: event.target.value })}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            className="w-full truncate rounded-sm bg-transparent text-xs outline-offset-2 placeholder:text-quiet"
          />
        ) : (
          <span className="block text-xs text-quiet">{fileSize(locale, bytes.size)}</span>
        )}
      </span>
      <IconButton
        label={t('files.remove', { name })}
        onClick={() => tray.set(tray.files.filter((one) => one.id !== id))}
      >
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}
