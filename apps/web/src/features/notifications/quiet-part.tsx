'use client';

import type { QuietHours } from '@nova/contract';
import { useId } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { lazily } from '../../ui/lazily.tsx';
import { Switch } from '../../ui/switch.tsx';
import { usualQuiet, weekdays } from './quiet-clock.ts';
import type { PartProps } from './notification-settings.tsx';

const TimeField = lazily(async () => (await import('../../ui/time-field.tsx')).TimeField);
const room = <span className="h-17 w-36" />;

/** Hours in which one is told nothing, every week. */
export function QuietPart({ settings: { quiet }, change }: PartProps) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const nextDayId = useId();
  const set = (over: Partial<QuietHours>): void =>
    void change({ quiet: { ...(quiet ?? usualQuiet()), zone: usualQuiet().zone, ...over } });
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
            <TimeField
              className="w-36"
              fallback={room}
              label={say('from')}
              minute={quiet.from}
              onChange={(from) => set({ from })}
            />
            <div className="w-36">
              <TimeField
                fallback={room}
                label={say('to')}
                minute={quiet.to}
                describedBy={nextDayId}
                onChange={(to) => set({ to })}
              />
              <p id={nextDayId} className="mt-1 text-sm text-quiet">
                {quiet.to <= quiet.from && say('nextDay')}
              </p>
            </div>
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
