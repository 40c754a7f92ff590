'use client';

import { useId } from 'react';
import { fieldTexts } from '../i18n/field-texts.ts';
import { useSpeech } from '../i18n/language-provider.tsx';
import { fullTime } from '../i18n/times.ts';
import { classes } from './classes.ts';
import { inputLook } from './field.tsx';
import { TimeField } from './time-field.tsx';

export interface MomentFieldProps {
  readonly label: string;
  /** `2026-11-30T20:15`, in the zone of the device; without a date while none is chosen. */
  readonly value: string;
  readonly min: string;
  readonly max?: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it; read aloud when it appears. */
  readonly problem: string | null;
}

/** A date and a time. Below, both are said as the app says them: browsers write dates in their own way. */
export function MomentField({ label, value, min, max, onChange, hint, problem }: MomentFieldProps) {
  const speech = useSpeech();
  const say = fieldTexts.in(speech);
  const id = useId();
  const more = `${id}-more`;
  const [date = '', time = ''] = value.split('T');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const two = (part: number): string => String(part).padStart(2, '0');
  const said = [date === '' ? '' : fullTime(speech.locale, value), hint ?? '']
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        <input
          type="date"
          aria-label={say('date')}
          className={classes(inputLook, 'w-auto min-w-36 flex-1')}
          value={date}
          min={min.slice(0, 10)}
          max={max?.slice(0, 10)}
          aria-invalid={problem !== null}
          aria-describedby={more}
          onChange={(event) => onChange(`${event.target.value}T${time}`)}
        />
        <TimeField
          label={say('time')}
          isLabelHidden
          className="w-32"
          minute={hours * 60 + minutes}
          isInvalid={problem !== null}
          describedBy={more}
          onChange={(minute) => onChange(`${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`)}
        />
      </div>
      <p
        id={more}
        className={classes('text-sm', problem === null ? 'text-quiet' : 'text-danger')}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? said}
      </p>
    </fieldset>
  );
}
