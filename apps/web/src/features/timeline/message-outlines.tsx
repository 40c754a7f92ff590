import { Skeleton } from '../../ui/skeleton.tsx';

const widths = ['w-1/2', 'w-2/3', 'w-1/3', 'w-3/5', 'w-2/5', 'w-1/2', 'w-3/4', 'w-1/3'] as const;

/** The shapes of messages that are still coming. */
export function MessageOutlines() {
  return widths.map((width, n) => (
    <div key={n} className="mt-2.5 flex gap-3 px-4 py-0.5">
      <Skeleton className="size-9" isRound />
      <div className="flex flex-1 flex-col gap-2 pt-1">
        <Skeleton className="h-3.5 w-28" />
        <Skeleton className={`h-3.5 ${width}`} />
      </div>
    </div>
  ));
}
