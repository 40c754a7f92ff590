import { decodeCursor } from '@nova/contract';
import type { LogEntry } from '@nova/contract';
import type { EventLog, Hub, Sink } from '@nova/delivery';
import { makeBatch } from '../../../../packages/delivery/src/hub/batch.ts';
import type { Follow } from '../server/session.ts';

/**
 * The naive subscription: reads what is pending, then registers for what comes, and hands on just that. What was
 * committed between the reading and the registering is lost (D2).
 */
export function registersAfterReading({ hub, log }: { readonly hub: Hub; readonly log: EventLog }): Follow {
  return (request, sink) => {
    const { conversationId, cursor } = request;
    const where = { conversationId, epoch: hub.heads.epoch };
    let at = (cursor === null ? null : decodeCursor(cursor)?.seq) ?? 0;
    let isOver = false;
    let unwatch = (): void => {};
    const deliver = (entries: readonly LogEntry[]): void => {
      if (isOver || entries.length === 0) return;
      sink.deliver(makeBatch(where, entries));
      at = entries.at(-1)?.seq ?? at;
      if (entries.some(({ ends }) => ends === request.userId)) end(sink);
    };
    const end = (to: Sink): void => {
      isOver = true;
      unwatch();
      to.ended();
    };
    const run = async (): Promise<void> => {
      await Promise.resolve();
      sink.started();
      for (let entries = await log.read(conversationId, at, 20); entries.length > 0 && !isOver; ) {
        deliver(entries);
        entries = await log.read(conversationId, at, 20);
      }
      if (isOver) return;
      const reached = (seq: number): void => {
        if (seq <= at) return;
        const from = seq - 1;
        at = seq;
        log.read(conversationId, from, 1).then(deliver, () => {});
      };
      ({ unwatch } = hub.heads.watch(conversationId, { reached, erased: () => {}, epochChanged: () => {} }));
    };
    run().catch(() => {});
    return {
      resume: () => {},
      close: () => {
        isOver = true;
        unwatch();
      },
    };
  };
}
