import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

const looks = {
  primary: 'bg-accent text-on-accent hover:opacity-90 forced-colors:border',
  outline: 'border border-edge bg-canvas text-text hover:bg-hover',
  quiet: 'text-text hover:bg-hover',
  quietDanger: 'text-danger hover:bg-danger-soft',
  link: 'text-link hover:bg-hover',
  danger: 'bg-danger text-on-danger hover:opacity-90 forced-colors:border',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
  /** It cannot be used now; unlike a disabled one it keeps the keyboard, so that nobody loses their place. */
  readonly isOff?: boolean;
}

/** A button with words. It submits nothing unless asked to. */
export function Button({ look = 'outline', isOff = false, className, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={isOff || undefined}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      className={classes(
        'inline-flex min-h-9 max-w-full shrink-0 items-center justify-center gap-2 rounded-md px-3.5 text-sm font-medium transition',
        'aria-disabled:cursor-not-allowed aria-disabled:opacity-50 disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:min-h-11',
        looks[look],
        className,
      )}
    />
  );
}

export interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does: read aloud, and shown when one points at it. */
  readonly label: string;
  readonly isPressed?: boolean;
}

/** A button that is a sign; `label` says what it does. A finger is as large as ever where letters are twice as large. */
export function IconButton({ label, isPressed, className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      className={classes(
        'inline-grid size-8 shrink-0 place-items-center rounded-md text-quiet transition hover:bg-hover hover:text-text',
        'disabled:cursor-not-allowed disabled:opacity-40 pointer-coarse:size-[44px] [&_svg]:size-[1.125rem]',
        isPressed && 'bg-selected text-text',
        className,
      )}
    >
      {children}
    </button>
  );
}
