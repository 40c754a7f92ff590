'use client';

import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FileCode, Mic, Paperclip } from '../../ui/icons.tsx';
import { lazily } from '../../ui/lazily.tsx';

const Recorder = lazily(async () => (await import('./recorder.tsx')).Recorder, draftTexts);
const SnippetDialog = lazily(async () => (await import('./snippet-dialog.tsx')).SnippetDialog);

/** The ways by which files come into the composer: picked, dropped, recorded, written. */
export function FileDoor({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useSpeech();
  const picker = useRef<HTMLInputElement>(null);
  const [doing, setDoing] = useState<'recording' | 'snippet' | null>(null);
  const door = useRef<HTMLDivElement>(null);
  const isOver = useDrop(door, onFiles);
  const dropHere = isOver && (
    <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-scrim">
      <p className="rounded-md bg-raised px-4 py-2 text-lg font-semibold shadow-raised">{t('files.drop')}</p>
    </div>
  );
  if (doing === 'recording') {
    return (
      <div ref={door} className="min-w-0">
        <Recorder onDone={(file) => (setDoing(null), file && onFiles([file]))} />
        {dropHere}
      </div>
    );
  }
  return (
    <div ref={door} className="flex">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be picked again.
          currentTarget.value = '';
        }}
      />
      <IconButton label={t('files.attach')} onClick={() => picker.current?.click()}>
        <Paperclip aria-hidden="true" />
      </IconButton>
      <IconButton label={t('files.record')} onClick={() => setDoing('recording')}>
        <Mic aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t('files.snippet')}
        aria-haspopup="dialog"
        className="max-md:hidden"
        onClick={() => setDoing('snippet')}
      >
        <FileCode aria-hidden="true" />
      </IconButton>
      {doing === 'snippet' && <SnippetDialog onFile={(file) => onFiles([file])} onClose={() => setDoing(null)} />}
      {dropHere}
    </div>
  );
}

/** Takes what is dropped on the part of the screen that it is in; whether something is held over that. */
function useDrop(door: RefObject<Element | null>, onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const isHere = ({ target }: DragEvent): boolean =>
      target instanceof Node && (door.current?.closest('main, aside')?.contains(target) ?? false);
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Wherever it is let go, the browser must not leave the app for it.
      event.preventDefault();
      setIsOver(isHere(event));
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (isHere(event)) latest.current([...event.dataTransfer.files]);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [door]);
  return isOver;
}
