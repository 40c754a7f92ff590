'use client';

import { useId } from 'react';
import { fieldTexts } from '../../i18n/field-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { statusTexts } from '../../i18n/status-texts.ts';
import { inputLook } from '../../ui/field.tsx';
import { lazily } from '../../ui/lazily.tsx';
import type { StatusEnd } from './status-end.ts';
import { statusEnds } from './status-end.ts';

const MomentField = lazily(async () => (await import('../../ui/moment-field.tsx')).MomentField, fieldTexts);

export interface StatusEndFieldProps {
  readonly end: StatusEnd;
  /** A moment of one's own, as such a field holds it. */
  readonly own: string;
  readonly earliest: string;
  /** Whether that moment has passed. */
  readonly isPast: boolean;
  readonly onChange: (next: { readonly end: StatusEnd; readonly own: string }) => void;
}

/** Chooses when a status is over. */
export function StatusEndField({ end, own, earliest, isPast, onChange }: StatusEndFieldProps) {
  const say = statusTexts.in(useSpeech());
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {say('status.end')}
      </label>
      <select
        id={id}
        className={inputLook}
        value={end}
        onChange={(event) => {
          const next = statusEnds.find((name) => name === event.target.value);
          if (next) onChange({ end: next, own });
        }}
      >
        {statusEnds.map((name) => (
          <option key={name} value={name}>
            {say(`status.${name}`)}
          </option>
        ))}
      </select>
      {end === 'own' && (
        <MomentField
          fallback={<div className="h-23" />}
          label={say('status.ownAt')}
          value={own}
          min={earliest}
          problem={isPast ? say('status.past') : null}
          onChange={(next) => onChange({ end, own: next })}
        />
      )}
    </div>
  );
}
