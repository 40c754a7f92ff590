import { Skeleton } from '../../ui/skeleton.tsx';

/** The panes before anything is known, each where it will be. */
export function FrameSkeleton() {
  return (
    <div className="flex h-dvh" aria-hidden="true">
      <div className="w-full border-e bg-surface md:w-72 xl:w-80">
        <div className="flex h-14 items-center gap-2 px-4">
          <Skeleton className="size-6" isRound />
          <Skeleton className="h-4 w-28" />
        </div>
        <div className="px-3 pb-2">
          <Skeleton className="h-8 w-full" />
        </div>
      </div>
      <div className="hidden flex-1 md:block" />
    </div>
  );
}
