import { MessageOutlines } from './message-outlines.tsx';

/** The place of messages that are still coming. With `isWaiting` it says in words why they are not here. */
export function TimelineSkeleton({ label, isWaiting }: { label: string; isWaiting: boolean }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden pb-2" role="status" aria-label={label}>
      {isWaiting ? <p className="m-auto max-w-sm p-6 text-center text-quiet">{label}</p> : <MessageOutlines />}
    </div>
  );
}
