import { classes } from './classes.ts';
import { hueOf, initials } from './initials.ts';

const hues = [
  'bg-hue-1',
  'bg-hue-2',
  'bg-hue-3',
  'bg-hue-4',
  'bg-hue-5',
  'bg-hue-6',
  'bg-hue-7',
  'bg-hue-8',
  'bg-hue-9',
  'bg-hue-10',
  'bg-hue-11',
  'bg-hue-12',
] as const;

const sizes = {
  xs: 'size-5 text-[0.5625rem]',
  sm: 'size-6 text-[0.625rem]',
  md: 'size-9 text-xs',
  lg: 'size-16 text-lg',
} as const;

export interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly image?: string | null;
  readonly size?: keyof typeof sizes;
  /** Groups and channels are square, people round. */
  readonly isSquare?: boolean;
  /** Shows whether they are there; left out, nothing is said of it. */
  readonly isOnline?: boolean;
}

/** A picture or initials. It says nothing aloud: the name stands beside it. */
export function Avatar({ id, name, image, size = 'md', isSquare = false, isOnline }: AvatarProps) {
  return (
    <span className="relative inline-flex shrink-0" aria-hidden="true">
      <span
        className={classes(
          'inline-grid place-items-center overflow-hidden font-semibold text-on-hue select-none',
          sizes[size],
          isSquare ? 'rounded-md' : 'rounded-full',
          hues[hueOf(id, hues.length)],
        )}
      >
        {image ? <img src={image} alt="" className="size-full object-cover" /> : initials(name) || '·'}
      </span>
      {isOnline !== undefined && (
        <span
          className={classes(
            'absolute rounded-full border-2 border-surface',
            size === 'lg' ? 'end-0.5 bottom-0.5 size-4' : '-end-0.5 -bottom-0.5 size-2.5',
            isOnline ? 'bg-success' : 'bg-edge',
            !isOnline && 'hidden',
          )}
        />
      )}
    </span>
  );
}
