'use client';

import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { inputLook } from '../../ui/field.tsx';
import { useSay } from './use-say.ts';
import { askKeys } from './use-suggestions.ts';

export interface DayPickerProps {
  readonly name: 'before' | 'after' | 'on';
  readonly onPick: (day: string) => void;
  readonly onCancel: () => void;
}

/** Chooses a day, as this browser lets one choose days. Enter takes it, Esc goes back. */
export function DayPicker({ name, onPick, onCancel }: DayPickerProps) {
  const say = useSay();
  const id = useId();
  const [day, setDay] = useState('');
  return (
    <form
      className="flex flex-wrap items-end gap-2 rounded-lg border bg-raised p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== '') onPick(day);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <label htmlFor={id} className="flex min-w-36 flex-1 flex-col gap-1 text-sm font-medium">
        {say(askKeys[name])}
        <input
          id={id}
          type="date"
          autoFocus
          value={day}
          min="1970-01-01"
          max="2999-12-31"
          onChange={(event) => setDay(event.target.value)}
          className={inputLook}
        />
      </label>
      <Button type="submit" look="primary" isOff={day === ''}>
        {say('addDay')}
      </Button>
      <Button onClick={onCancel}>{say('cancel')}</Button>
    </form>
  );
}
