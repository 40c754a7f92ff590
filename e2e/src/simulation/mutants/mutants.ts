import type { LogEntry, LogItem } from '@nova/contract';
import { RefusedError } from '@nova/client/sim';
import type { Receipt, Transport } from '@nova/client/sim';
import type { EventStream, Sink } from '@nova/delivery';
import type { Mutant } from './mutant.ts';
import { registersAfterReading } from './registers-after-reading.ts';

/** A stream with some of its methods replaced. */
function streamWith(change: (right: EventStream) => Partial<EventStream>): (right: EventStream) => EventStream {
  return (right) =>
    new Proxy(right, {
      get(target, name) {
        const changed: unknown = Reflect.get(change(target), name) ?? Reflect.get(target, name);
        return typeof changed === 'function' ? (changed.bind(target) as unknown) : changed;
      },
    });
}

/** What the simulation is shown to catch, and by which rules. */
export const mutants: Readonly<Record<string, { readonly rules: readonly string[]; readonly mutant: Mutant }>> = {
  'a subscription that registers after it has read': {
    rules: ['D3'],
    mutant: { follow: registersAfterReading },
  },
  'no sweeper': { rules: ['R2'], mutant: { sweeps: false } },
  'a relay that leaves holes': {
    rules: ['R1'],
    mutant: {
      stream: streamWith((right) => ({
        append: async (conversationId, entries) => {
          const { kind, last } = await right.append(conversationId, entries);
          return { kind: 'ok', last: kind === 'hole' ? (entries.at(-1)?.seq ?? 0) : last };
        },
      })),
    },
  },
  'a replica that takes whatever comes for the next event': {
    rules: ['D3'],
    mutant: { transport: (right, { asOfSeq }) => ({ ...right, follow: renumbered(right.follow, asOfSeq) }) },
  },
  'an outbox that retries under a fresh client id': {
    rules: ['O1'],
    mutant: {
      transport: (right, { newId }) => ({
        ...right,
        perform: (command, signal) =>
          command.kind === 'send'
            ? right.perform({ kind: 'send', input: { ...command.input, clientId: newId() } }, signal)
            : right.perform(command, signal),
      }),
    },
  },
  'an outbox that never gives up': {
    rules: ['O2'],
    mutant: { transport: (right, { pause }) => ({ ...right, perform: untilAnswered(right.perform, pause) }) },
  },
  'an outbox that is only in memory': {
    rules: ['O1'],
    mutant: { store: (right) => ({ ...right, writeOutbox: () => Promise.resolve() }) },
  },
  'tabs that all send': { rules: ['O6', 'O1', 'O2'], mutant: { manySenders: true } },
  'a hub that ignores erasures': {
    rules: ['X1'],
    mutant: { erases: false, entry: withoutErases, stream: streamWith(deafToErasures) },
  },
  'a hub that believes a stream that has gone back': {
    rules: ['X1'],
    mutant: {
      stream: streamWith((right) => ({ read: (id, range) => right.read(id, { ...range, knowsSeq: 0 }) })),
    },
  },
  'a hub that does not end with the membership': {
    rules: ['D7'],
    mutant: { entry: withoutEnds },
  },
  'a hub that does not wait for slow sockets': {
    rules: ['D4'],
    mutant: {
      follow:
        ({ hub }) =>
        (request, sink) =>
          hub.follow(request, impatient(sink)),
    },
  },
  'a page that names a later place than its own': { rules: ['D3'], mutant: { pagesLate: true } },
  'permission judged before the transaction': { rules: ['W4'], mutant: { judgesBefore: true } },
  'an epoch that survives a restore': { rules: ['D3', 'R1', 'X1'], mutant: { epoch: 'e1' } },
};

function withoutErases({ seq, text, ends }: LogEntry): LogEntry {
  return { seq, text, ...(ends === undefined ? {} : { ends }) };
}

function withoutEnds({ seq, text, erases }: LogEntry): LogEntry {
  return { seq, text, ...(erases ? { erases } : {}) };
}

function deafToErasures(right: EventStream): Partial<EventStream> {
  return { onWake: (listener) => right.onWake((wake) => wake.type === 'erased' || listener(wake)) };
}

function renumbered(follow: Transport['follow'], asOfSeq: (id: string) => number): Transport['follow'] {
  return (of, sink) => {
    const item = (cursor: string, next: LogItem): void =>
      sink.item(cursor, next.type === 'reset' ? next : { ...next, seq: asOfSeq(of.conversationId) + 1 });
    return follow(of, { ...sink, item });
  };
}

function untilAnswered(perform: Transport['perform'], pause: () => Promise<void>): Transport['perform'] {
  return async (command, signal): Promise<Receipt> => {
    for (;;) {
      try {
        return await perform(command, signal);
      } catch (error) {
        if (signal.aborted || (error instanceof RefusedError && !error.data.retryable)) throw error;
        await pause();
      }
    }
  };
}

function impatient(sink: Sink): Sink {
  return {
    started: () => sink.started(),
    deliver: (batch) => sink.deliver(batch) || true,
    reset: (at) => sink.reset(at) || true,
    ended: () => sink.ended(),
    refused: (reason) => sink.refused(reason),
  };
}
