'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from './icons.tsx';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

const widths = { sm: 'md:max-w-md', md: 'md:max-w-xl', lg: 'md:max-w-3xl' } as const;

export interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A switcher has no head of its own: the title is only read aloud. */
  readonly isBare?: boolean;
  readonly width?: keyof typeof widths;
}

/** A window over the app: keeps the keyboard inside, closes by Esc and by a click beside it, and gives the focus back. */
export function Dialog({
  title,
  description,
  closeLabel,
  onClose,
  children,
  isBare = false,
  width = 'sm',
}: DialogProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classes(
            'fixed inset-x-0 z-50 mx-auto flex max-h-[85dvh] w-full flex-col overflow-hidden border bg-raised text-text shadow-raised outline-none',
            isBare ? 'top-0 rounded-b-lg' : 'bottom-0 rounded-t-lg',
            'transition duration-150 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:opacity-0',
            'md:top-[12dvh] md:bottom-auto md:max-h-[76dvh] md:rounded-lg',
            widths[width],
          )}
        >
          <div className={classes(!isBare && 'relative px-5 pt-4 pb-2')}>
            <Base.Title className={isBare ? 'sr-only' : 'pe-9 text-lg font-semibold'}>{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className="mt-1 text-sm text-quiet">{description}</Base.Description>
            )}
            <Base.Close
              render={
                <IconButton
                  label={closeLabel}
                  className={classes(
                    'absolute end-3 top-3 pointer-coarse:top-1.5',
                    // Esc and a click beside it are enough for most; whoever tabs to it sees where they are.
                    isBare && 'z-10 bg-raised not-focus-visible:[clip-path:inset(50%)]',
                  )}
                />
              }
            >
              <X aria-hidden="true" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface DialogBodyProps {
  readonly children: ReactNode;
  readonly className?: string;
  /** Whether there is nothing in it to tab to. */
  readonly isText?: boolean;
}

/** What a dialog is about: scrolls when there is more of it than room. */
export function DialogBody({ children, className, isText = false }: DialogBodyProps) {
  return (
    <div
      // Text alone is scrolled by the keyboard only when it can have the focus.
      tabIndex={isText ? 0 : undefined}
      className={classes('min-h-0 flex-1 overflow-y-auto px-5 py-2', className)}
    >
      {children}
    </div>
  );
}

/** What one can do about it. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
      {children}
    </div>
  );
}
