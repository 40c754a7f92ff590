'use client';

import { Combobox } from '@base-ui/react/combobox';
import { useCallback, useId, useMemo, useState } from 'react';
import { clockWords, readClock } from '../i18n/clock-words.ts';
import { useSpeech } from '../i18n/language-provider.tsx';
import { classes } from './classes.ts';
import { inputLook } from './field.tsx';

export interface TimeFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** Minutes after midnight. */
  readonly minute: number;
  readonly onChange: (minute: number) => void;
  readonly isInvalid?: boolean;
  /** The id of what else is to be said of it. */
  readonly describedBy?: string;
  readonly className?: string;
}

const stepMinutes = 15;
const steps = Array.from({ length: 1440 / stepMinutes }, (_, n) => n * stepMinutes);

/**
 * A time of day as the app writes it, whatever the browser would: typed, in any form people write one in, or chosen by
 * the quarter of an hour. What is typed counts when one leaves it or presses Enter; what is no time is as if it had not been.
 */
export function TimeField(props: TimeFieldProps) {
  const { label, isLabelHidden = false, minute, onChange, isInvalid = false, describedBy, className } = props;
  const { locale } = useSpeech();
  const id = useId();
  /** The landmark that the list belongs to; in a window it is the window's. */
  const [home, setHome] = useState<HTMLElement | null>(null);
  const place = useCallback((box: HTMLElement | null) => setHome(box?.closest('main') ?? null), []);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const wordsOf = (one: number): string => clockWords(locale, one);
  const meant = typed === null ? null : readClock(locale, typed, minute);
  const shown = useMemo(() => (typed === null ? withSteps(minute) : fitting(meant)), [typed, minute, meant]);
  const isShown = isOpen && shown.length > 0;
  const take = (next: number | null): void => {
    setTyped(null);
    setIsOpen(false);
    if (next !== null && next !== minute) onChange(next);
  };
  return (
    <div ref={place} className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <Combobox.Root<number>
        items={shown}
        filteredItems={shown}
        value={minute}
        inputValue={typed ?? wordsOf(minute)}
        itemToStringLabel={wordsOf}
        autoHighlight
        onInputValueChange={(text, { reason }) => reason === 'input-change' && setTyped(text)}
        onValueChange={take}
        open={isShown}
        onOpenChange={(next, { reason }) => {
          setIsOpen(next);
          if (!next && reason === 'escape-key') setTyped(null);
        }}
      >
        <Combobox.Input
          id={id}
          className={inputLook}
          autoComplete="off"
          aria-invalid={isInvalid}
          aria-describedby={describedBy}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onBlur={() => take(meant)}
          // What is no time is not sent as the one that was there before.
          onKeyDown={(event) => event.key === 'Enter' && typed !== null && meant === null && event.preventDefault()}
        />
        {isShown && (
          <Combobox.Portal container={home ?? undefined}>
            <Combobox.Positioner positionMethod="fixed" sideOffset={4} align="start" className="z-60 outline-none">
              {/* Not the part's own popup: it would hide everything else from screen readers, and keep the keyboard going there. */}
              <div
                onMouseDown={(event) => event.preventDefault()}
                className="max-h-[min(16rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-lg border bg-raised p-1 text-text shadow-raised"
              >
                <Combobox.List aria-label={label}>
                  {(one: number) => (
                    <Combobox.Item
                      key={one}
                      value={one}
                      className="flex min-h-8 cursor-default items-center rounded-sm px-2.5 text-sm tabular-nums select-none data-highlighted:bg-hover data-selected:font-semibold pointer-coarse:min-h-11 pointer-coarse:text-base"
                    >
                      {wordsOf(one)}
                    </Combobox.Item>
                  )}
                </Combobox.List>
              </div>
            </Combobox.Positioner>
          </Combobox.Portal>
        )}
      </Combobox.Root>
    </div>
  );
}

/** Every step of the day, and the time that stands there. */
function withSteps(minute: number): readonly number[] {
  return steps.includes(minute) ? steps : [...steps, minute].toSorted((a, b) => a - b);
}

/** What is meant, first as it was typed, then to the end of its hour. */
function fitting(meant: number | null): readonly number[] {
  if (meant === null) return [];
  const hour = Math.floor(meant / 60);
  return [meant, ...steps.filter((one) => one > meant && Math.floor(one / 60) === hour)];
}
