import { Skeleton } from '../../ui/skeleton.tsx';

/** The conversations while they come: as high as what comes in its place. */
export function ListSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden px-2 pt-8" aria-hidden="true">
      {Array.from({ length: 8 }, (_, n) => (
        <div key={n} className="flex h-13 items-center gap-2.5 px-2">
          <Skeleton className="size-9" />
          <div className="flex-1">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="mt-2 h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
