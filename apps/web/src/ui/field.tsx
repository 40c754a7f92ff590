import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

export const inputLook =
  'w-full rounded-md border border-edge bg-canvas px-3 py-2 text-base text-ellipsis text-text pointer-coarse:min-h-11 placeholder:text-quiet disabled:opacity-60 aria-invalid:border-danger';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what was typed; read aloud when it appears. */
  readonly problem?: string | null;
}

/** A line of text to fill in, with its name above and what is wrong with it below. */
export function Field({ label, hint, problem = null, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={inputLook}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-more`}
        dir="auto"
      />
      <p
        id={`${id}-more`}
        className={classes('text-sm', problem === null ? 'text-quiet' : 'text-danger')}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? hint}
      </p>
    </div>
  );
}
