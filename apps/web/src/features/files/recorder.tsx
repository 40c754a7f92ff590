'use client';

import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Check, Trash2 } from '../../ui/icons.tsx';

/** What browsers record, the best first; each is played by all of them. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;
const endings = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' } as const;
/** An hour: longer than anybody listens to. */
const longestMs = 3_600_000;

/** Records a voice message; `onDone` is given it, or null when it was thrown away. The microphone is let go of in any case. */
export function Recorder({ onDone }: { onDone: (file: File | null) => void }) {
  const { t, locale } = useSpeech();
  const [seconds, setSeconds] = useState(0);
  const [isRefused, setIsRefused] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  const isKept = useRef(false);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | null = null;
    const chunks: Blob[] = [];
    // Whoever is asked for the microphone is not recorded yet.
    let startedMs = Number.POSITIVE_INFINITY;
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (isOver) return stop();
      const type = types.find((one) => MediaRecorder.isTypeSupported(one));
      const made = new MediaRecorder(stream, type ? { mimeType: type } : {});
      recorder.current = made;
      made.addEventListener('dataavailable', ({ data }) => chunks.push(data));
      made.addEventListener('stop', () => {
        stop();
        done.current(isKept.current ? voiceFile(chunks, made.mimeType, t('files.voiceName')) : null);
      });
      made.start(1_000);
      startedMs = Date.now();
    };
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    begin().catch(() => setIsRefused(true));
    const timer = setInterval(() => {
      const passedMs = Math.max(0, Date.now() - startedMs);
      setSeconds(Math.floor(passedMs / 1_000));
      if (passedMs < longestMs) return;
      isKept.current = true;
      recorder.current?.stop();
    }, 500);
    return () => {
      isOver = true;
      clearInterval(timer);
      stop();
    };
  }, [t]);
  const end = (keep: boolean): void => {
    isKept.current = keep;
    if (recorder.current?.state === 'recording') recorder.current.stop();
    else onDone(null);
  };
  return (
    <div role="group" aria-label={t('files.record')} className="flex min-w-0 items-center gap-1">
      <IconButton label={t('files.throwAway')} onClick={() => end(false)}>
        <Trash2 aria-hidden="true" />
      </IconButton>
      {isRefused ? (
        <span role="alert" className="text-sm text-danger">
          {t('files.noMicrophone')}
        </span>
      ) : (
        <>
          <span className="flex items-center gap-2 px-1 text-sm">
            <span aria-hidden="true" className="size-2.5 animate-pulse rounded-full bg-danger" />
            <span role="timer" aria-label={t('files.recording')} className="tabular-nums">
              {clock(locale, seconds)}
            </span>
          </span>
          <IconButton label={t('files.stop')} onClick={() => end(true)}>
            <Check aria-hidden="true" />
          </IconButton>
        </>
      )}
    </div>
  );
}

function voiceFile(chunks: readonly Blob[], type: string, name: string): File {
  const bare = type.split(';', 1)[0] ?? '';
  const ending = bare in endings ? endings[bare as keyof typeof endings] : 'webm';
  return new File([...chunks], `${name}.${ending}`, { type: bare });
}

function clock(locale: string, seconds: number): string {
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  return `${two.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}
