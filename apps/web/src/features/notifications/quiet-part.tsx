'use client';

import type { QuietHours } from '@nova/contract';
import { useId } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { Field } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { clockOf, minuteOf, usualQuiet, weekdays } from './quiet-clock.ts';
import type { PartProps } from './notification-settings.tsx';

/** Hours in which one is told nothing, every week. */
export function QuietPart({ settings: { quiet }, change }: PartProps) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const set = (over: Partial<QuietHours>): void =>
    void change({ quiet: { ...(quiet ?? usualQuiet()), zone: usualQuiet().zone, ...over } });
  const at = (which: 'from' | 'to') => (text: string) => {
    const minute = minuteOf(text);
    if (minute !== null) set({ [which]: minute });
  };
  return (
    <section className="flex flex-col gap-4">
      <Switch
        label={say('quiet')}
        hint={say('quietWhy')}
        isOn={quiet !== null}
        onChange={(isOn) => void change({ quiet: isOn ? usualQuiet() : null })}
      />
      {quiet && (
        <>
          <div className="flex flex-wrap gap-4">
            <Time label={say('from')} minute={quiet.from} onChange={at('from')} />
            <Time
              label={say('to')}
              minute={quiet.to}
              onChange={at('to')}
              hint={quiet.to <= quiet.from ? say('nextDay') : undefined}
            />
          </div>
          <fieldset>
            <legend className="mb-2 text-sm font-medium">{say('days')}</legend>
            <div className="flex flex-wrap gap-1">
              {weekdays(speech.locale).map(({ day, short, long }) => (
                <Day
                  key={day}
                  short={short}
                  long={long}
                  isOn={quiet.days.includes(day)}
                  // The last one stays: no day at all is no quiet hours.
                  isFixed={quiet.days.length === 1 && quiet.days[0] === day}
                  onChange={(isOn) =>
                    set({ days: isOn ? [...quiet.days, day] : quiet.days.filter((other) => other !== day) })
                  }
                />
              ))}
            </div>
          </fieldset>
          <p className="text-sm text-quiet">{say('zone', { zone: quiet.zone })}</p>
        </>
      )}
    </section>
  );
}

interface TimeProps {
  readonly label: string;
  readonly minute: number;
  readonly hint?: string | undefined;
  readonly onChange: (text: string) => void;
}

function Time({ label, minute, hint, onChange }: TimeProps) {
  return (
    <Field
      className="w-36"
      type="time"
      label={label}
      hint={hint}
      defaultValue={clockOf(minute)}
      onBlur={(event) => event.target.value !== clockOf(minute) && onChange(event.target.value)}
    />
  );
}

interface DayProps {
  readonly short: string;
  readonly long: string;
  readonly isOn: boolean;
  readonly isFixed: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Day({ short, long, isOn, isFixed, onChange }: DayProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex min-h-8 min-w-11 cursor-pointer items-center justify-center rounded-md border border-edge px-2 text-sm text-quiet has-checked:border-accent has-checked:bg-selected has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
    >
      <input
        id={id}
        type="checkbox"
        className="sr-only"
        aria-label={long}
        checked={isOn}
        aria-disabled={isFixed || undefined}
        onChange={(event) => !isFixed && onChange(event.target.checked)}
      />
      <span aria-hidden="true">{short}</span>
    </label>
  );
}
