'use client';

import type { Attachment } from '@nova/contract';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { classes } from '../../ui/classes.ts';
import { Download } from '../../ui/icons.tsx';
import { CodeBlock } from '../message/code-block.tsx';

/** A text or a piece of code, read where it stands and coloured by its name's ending. */
export function TextFile({ file, isOnItsWay }: { file: Attachment; isOnItsWay: boolean }) {
  const { t } = useSpeech();
  const nova = useNova();
  const { id, name } = file;
  const [text, setText] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    if (text !== null) return;
    const ending = new AbortController();
    const { signal } = ending;
    const reading = isOnItsWay ? nova.outbox.file(id) : nova.readFile(id, signal);
    reading
      .then((bytes) => bytes?.text() ?? null)
      .then(
        (read) => {
          if (!signal.aborted) setText(read);
        },
        () => {
          if (!signal.aborted) setIsMissing(true);
        },
      );
    return () => ending.abort();
  }, [nova, id, isOnItsWay, text]);
  const isShown = text !== null || isMissing;
  return (
    <div className={classes('flex w-full flex-col rounded-md border bg-surface', isShown ? 'max-h-full' : 'h-full')}>
      <div className="flex h-8 shrink-0 items-center gap-2 border-b ps-3 pe-1 text-sm">
        <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
          {name}
        </span>
        {!isOnItsWay && (
          <a
            href={nova.fileUrl(id, 'saved')}
            download={name}
            aria-label={t('files.downloadNamed', { name })}
            title={t('files.download')}
            className="grid size-7 place-items-center rounded-md text-quiet hover:bg-hover hover:text-text"
          >
            <Download aria-hidden="true" className="size-4" />
          </a>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto [&>div]:m-0 [&>div]:border-0">
        {isMissing && <p className="p-2 text-sm text-quiet">{t('files.notHere')}</p>}
        {text !== null && <CodeBlock text={text.replace(/\n$/, '')} language={languageOf(name)} />}
      </div>
    </div>
  );
}

function languageOf(name: string): string {
  const ending = /\.([a-z0-9+]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return ending === 'txt' || ending === 'log' || ending === 'md' ? '' : ending;
}
