'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { clockTime, momentText } from '../../i18n/times.ts';
import { Button } from '../../ui/button.tsx';
import type { PartProps } from './notification-settings.tsx';

const minuteMs = 60_000;

/** Being told nothing for a while. */
export function DisturbPart({ settings: { dndUntil }, change }: PartProps) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const [nowMs] = useState(() => Date.now());
  const isOn = dndUntil !== null && Date.parse(dndUntil) > nowMs;
  const tomorrow = morningAfter(nowMs);
  const until = (ms: number): void => void change({ dndUntil: new Date(ms).toISOString() });
  return (
    <section aria-labelledby="notify-dnd">
      <h2 id="notify-dnd" className="font-semibold">
        {say('dnd')}
      </h2>
      <p className="mt-1 text-sm text-quiet" role="status">
        {isOn ? say('dndUntil', { time: momentText(speech.locale, dndUntil, nowMs) }) : say('dndOff')}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {isOn && <Button onClick={() => void change({ dndUntil: null })}>{say('dndEnd')}</Button>}
        <Button onClick={() => until(Date.now() + 30 * minuteMs)}>{say('dndHalf')}</Button>
        <Button onClick={() => until(Date.now() + 120 * minuteMs)}>{say('dndHours')}</Button>
        <Button onClick={() => until(tomorrow)}>
          {say('dndTomorrow', { time: clockTime(speech.locale, new Date(tomorrow).toISOString()) })}
        </Button>
      </div>
    </section>
  );
}

function morningAfter(nowMs: number): number {
  const at = new Date(nowMs);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, 8).getTime();
}
