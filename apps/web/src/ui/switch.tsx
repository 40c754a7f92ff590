import { useId } from 'react';

export interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** On or off, with what it means beside it. */
export function Switch({ label, hint, isOn, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-quiet">
            {hint}
          </p>
        )}
      </div>
      <span className="relative mt-0.5 inline-flex h-6 w-10 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChange(event.target.checked)}
          className="peer size-full cursor-pointer appearance-none rounded-full bg-edge transition checked:bg-accent forced-colors:border"
        />
        <span className="pointer-events-none absolute start-0.5 top-0.5 size-5 rounded-full bg-canvas transition forced-colors:bg-[ButtonText] forced-colors:peer-checked:bg-[SelectedItemText] peer-checked:translate-x-4 rtl:peer-checked:-translate-x-4" />
      </span>
    </div>
  );
}
