import { Logo } from '../../ui/logo.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ListSkeleton } from '../conversations/list-skeleton.tsx';
import { MessageOutlines } from '../timeline/message-outlines.tsx';

/**
 * What the document holds before a script has come, and what stands until anything is known: the shape of the place that
 * one came to (`boot.js` says which, as `data-place`), each part where it will be.
 */
export function FrameSkeleton() {
  return (
    <div className="h-dvh" aria-hidden="true">
      <div className="hidden h-full place-items-center bg-surface p-4 in-data-[place=entry]:grid">
        <EntryShape />
      </div>
      <div className="flex h-full in-data-[place=entry]:hidden">
        <div className="flex w-full flex-col border-e bg-surface in-data-[place=conversation]:max-md:hidden md:w-72 xl:w-80">
          <div className="flex h-14 items-center gap-2 px-4">
            <Skeleton className="size-6" isRound />
            <Skeleton className="h-4 w-28" />
          </div>
          <div className="px-3 pb-2">
            <Skeleton className="h-8 w-full pointer-coarse:h-11" />
          </div>
          <div className="h-36 pointer-coarse:h-44" />
          <ListSkeleton />
        </div>
        <div className="hidden min-w-0 flex-1 flex-col bg-canvas in-data-[place=conversation]:flex">
          <ConversationShape />
        </div>
      </div>
    </div>
  );
}

function ConversationShape() {
  return (
    <>
      <div className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
        <span className="grid size-[44px] place-items-center md:hidden">
          <Skeleton className="size-5" />
        </span>
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden pb-2">
        <MessageOutlines />
      </div>
      <div className="px-4 pt-2 pb-[max(0.25rem,env(safe-area-inset-bottom))]">
        <div className="h-12.5 rounded-lg border border-edge md:h-20.5" />
      </div>
      <div className="h-5" />
    </>
  );
}

/** As the way in with an account is, which most come to. */
function EntryShape() {
  return (
    <div className="my-auto w-full max-w-sm">
      <div className="mb-6 flex items-center justify-center gap-3">
        <Logo className="size-9" />
        <Skeleton className="h-5 w-14" />
      </div>
      <div className="flex flex-col gap-3 rounded-lg border bg-canvas p-6 shadow-raised">
        <Skeleton className="mb-1 h-7 w-24" />
        <FieldShape />
        <FieldShape />
        <Skeleton className="mt-1 h-10 rounded-md" />
      </div>
      <div className="h-16" />
    </div>
  );
}

function FieldShape() {
  return (
    <div className="flex flex-col gap-1">
      <Skeleton className="my-0.5 h-4 w-20" />
      <div className="h-10.5 rounded-md border border-edge pointer-coarse:h-11" />
    </div>
  );
}
