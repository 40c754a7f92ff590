import type { Icon } from './icons.tsx';

/** A line of a menu: something one can do, or one of several settings (`isChecked`). */
export interface Action {
  readonly key: string;
  readonly label: string;
  readonly icon?: Icon;
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly isChecked?: boolean;
  /** Begins a new group. */
  readonly isFirst?: boolean;
  /** The key that does the same. */
  readonly shortcut?: string;
}
