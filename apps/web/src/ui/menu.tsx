'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from './icons.tsx';
import { Fragment } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Action } from './action.ts';
import { classes } from './classes.ts';

/** Under a finger on a phone it comes from below, as wide as the screen: all of it is there, and in reach. */
const sheet = {
  place:
    'max-md:pointer-coarse:inset-x-0! max-md:pointer-coarse:top-auto! max-md:pointer-coarse:bottom-0! max-md:pointer-coarse:w-auto! max-md:pointer-coarse:transform-none!',
  look: 'max-md:pointer-coarse:max-h-[85dvh] max-md:pointer-coarse:rounded-b-none max-md:pointer-coarse:pb-[max(0.25rem,env(safe-area-inset-bottom))]',
  behind: 'fixed inset-0 z-40 hidden bg-scrim max-md:pointer-coarse:block',
} as const;

const item =
  'flex min-h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2.5 text-sm -outline-offset-2 select-none data-highlighted:bg-hover data-disabled:opacity-50 pointer-coarse:min-h-11 pointer-coarse:gap-3.5 pointer-coarse:px-3.5 pointer-coarse:text-base [&_svg]:size-4 pointer-coarse:[&_svg]:size-4.5';

export interface MenuProps {
  /** The button; it must hand its props on to a `<button>`. */
  readonly trigger: ReactElement;
  readonly head?: ReactNode;
  readonly actions: readonly Action[];
  readonly align?: 'start' | 'end';
  /** The landmark that it belongs to. */
  readonly home: HTMLElement | null;
  readonly onClose?: () => void;
  /** Where the keyboard goes afterwards; by default to the button. */
  readonly returnTo?: () => HTMLElement | null;
}

/** A menu that opens with its button, already open: `ActionMenu` puts the button there until it is wanted. */
export function Menu({ trigger, head, actions, align = 'end', home, onClose, returnTo }: MenuProps) {
  return (
    <Base.Root defaultOpen onOpenChangeComplete={(isOpen) => !isOpen && onClose?.()}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={home}>
        <Base.Backdrop className={sheet.behind} />
        <Base.Positioner
          positionMethod="fixed"
          align={align}
          sideOffset={4}
          className={classes('z-50 outline-none', sheet.place)}
        >
          <Base.Popup
            finalFocus={returnTo}
            className={classes(
              'max-h-[var(--available-height)] min-w-52 origin-[var(--transform-origin)] overflow-y-auto rounded-lg border bg-raised p-1 text-text shadow-raised transition data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0',
              sheet.look,
            )}
          >
            {head}
            {actions.map((action) => (
              <Fragment key={action.key}>
                {action.isFirst && <Base.Separator className="mx-1 my-1 h-px bg-line" />}
                <Item action={action} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ action }: { action: Action }) {
  const { icon: Icon, label, isChecked, isDangerous, isDisabled = false, onSelect, shortcut } = action;
  const inside = (
    <>
      {isChecked !== undefined && <Check aria-hidden="true" className={classes(!isChecked && 'invisible')} />}
      {Icon && <Icon aria-hidden="true" className={classes(!isDangerous && 'text-quiet')} />}
      <span className="flex-1">{label}</span>
      {shortcut !== undefined && <kbd className="font-sans text-xs text-quiet pointer-coarse:hidden">{shortcut}</kbd>}
    </>
  );
  const look = classes(item, isDangerous && 'text-danger');
  return isChecked === undefined ? (
    <Base.Item className={look} disabled={isDisabled} onClick={onSelect}>
      {inside}
    </Base.Item>
  ) : (
    <Base.CheckboxItem
      className={look}
      disabled={isDisabled}
      checked={isChecked}
      closeOnClick
      onCheckedChange={onSelect}
    >
      {inside}
    </Base.CheckboxItem>
  );
}
