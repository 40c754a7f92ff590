import { classes } from './classes.ts';

/** The place of something that is still coming, as big as it; a face's is round. */
export function Skeleton({ className, isRound = false }: { className: string; isRound?: boolean }) {
  const corners = isRound ? 'rounded-full' : 'rounded-sm';
  return <span aria-hidden="true" className={classes('block animate-pulse bg-hover', corners, className)} />;
}
