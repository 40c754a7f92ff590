import { classes } from './classes.ts';

/** The place of something that is still coming, as big as it. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={classes('block animate-pulse rounded-sm bg-hover', className)} />;
}
