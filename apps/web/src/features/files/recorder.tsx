'use client';

import { useEffect, useRef, useState } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { go, usePlace } from '../../navigation/use-place.ts';
import { IconButton } from '../../ui/button.tsx';
import { Check, Trash2 } from '../../ui/icons.tsx';
import { useToasts } from '../../ui/toast-region.tsx';

/** What browsers record, the best first; each is played by all of them. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;
const endings = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' } as const;
/** An hour: longer than anybody listens to. */
const longestMs = 3_600_000;

/** Why a recording ended. */
type End = 'kept' | 'thrownAway' | 'left' | 'cutOff';

/**
 * Records a voice message; `onDone` is given it, or null when it was thrown away. Who goes elsewhere, or has the microphone
 * taken away, keeps what was recorded; who leaves the page is asked first. The microphone is let go of in any case.
 */
export function Recorder({ onDone }: { onDone: (file: File | null) => void }) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const place = usePlace();
  const [from] = useState(place);
  const toasts = useToasts();
  const [seconds, setSeconds] = useState(0);
  const [isRefused, setIsRefused] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  const how = useRef<End>('cutOff');
  const done = useRef<(parts: readonly Blob[], type: string) => void>(() => {});
  useEffect(() => {
    done.current = (parts, type) => {
      const file = voiceFile(parts, type, t('files.voiceName'));
      const isKept = how.current === 'kept' || (how.current !== 'thrownAway' && file.size > 0);
      onDone(isKept ? file : null);
      if (!isKept) return;
      if (how.current === 'cutOff') toasts.show({ kind: 'problem', text: say('cutOff') });
      if (how.current === 'left')
        toasts.show({
          text: say('recordingKept'),
          action: { label: say('recordingBack'), run: () => go(from) },
          forMs: 8_000,
        });
    };
  });
  useEffect(() => {
    const ending = new AbortController();
    let stream: MediaStream | null = null;
    const chunks: Blob[] = [];
    // Whoever is asked for the microphone is not recorded yet.
    let startedMs = Number.POSITIVE_INFINITY;
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (ending.signal.aborted) return letGo();
      const type = types.find((one) => MediaRecorder.isTypeSupported(one));
      const made = new MediaRecorder(stream, type ? { mimeType: type } : {});
      recorder.current = made;
      made.addEventListener('dataavailable', ({ data }) => chunks.push(data));
      made.addEventListener('stop', () => {
        letGo();
        done.current(chunks, made.mimeType);
      });
      made.start(1_000);
      startedMs = Date.now();
      addEventListener('beforeunload', (event) => event.preventDefault(), ending);
    };
    const letGo = (): void => stream?.getTracks().forEach((track) => track.stop());
    begin().catch(() => setIsRefused(true));
    const timer = setInterval(() => {
      const passedMs = Math.max(0, Date.now() - startedMs);
      setSeconds(Math.floor(passedMs / 1_000));
      if (passedMs < longestMs) return;
      how.current = 'kept';
      recorder.current?.stop();
    }, 500);
    return () => {
      ending.abort();
      clearInterval(timer);
      if (recorder.current?.state !== 'recording') return letGo();
      how.current = 'left';
      recorder.current.stop();
    };
  }, []);
  const end = (wish: 'kept' | 'thrownAway'): void => {
    how.current = wish;
    if (recorder.current?.state === 'recording') recorder.current.stop();
    else onDone(null);
  };
  return (
    <div role="group" aria-label={t('files.record')} className="flex min-w-0 items-center gap-1">
      <IconButton label={t('files.throwAway')} onClick={() => end('thrownAway')}>
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
          <IconButton label={t('files.stop')} onClick={() => end('kept')}>
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
