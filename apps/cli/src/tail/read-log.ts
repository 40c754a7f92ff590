import type { Id, ListOutput, Message, NovaEvent } from '@nova/contract';
import type { Persisting } from '@nova/client';
import { CliError } from '../cli-error.ts';
import { eventBatches, type EventsProcedure } from './event-batches.ts';
import { epochOfCursor, type Position, seqOfCursor } from './position.ts';

/** One thing that a reader is given, and the position after it. */
export type TailItem = { readonly position: Position } & (
  | { readonly type: 'event'; readonly event: NovaEvent }
  /** A message of history as it is now, in place of events too far behind to be replayed. */
  | { readonly type: 'message'; readonly message: Message }
  /** The log was restored to an earlier time: some of what was printed may never have happened. `seq` is where it goes on. */
  | { readonly type: 'restored'; readonly seq: number }
);

interface LogProcedures {
  readonly conversation: { readonly events: EventsProcedure };
  readonly message: {
    readonly list: {
      query(
        input: { conversationId: Id; after?: number; limit: number },
        options?: { signal?: AbortSignal },
      ): Promise<ListOutput>;
    };
  };
}

export interface ReadLogOptions {
  readonly trpc: LogProcedures;
  readonly persisting: Persisting;
  readonly conversationId: Id;
  readonly signal: AbortSignal;
  readonly onLive: (isLive: boolean) => void;
  /** Ends with this `seq`, which the log has reached; by default it goes on for ever. */
  readonly untilSeq?: number;
}

/** Items handed out together, at most: what a killed reader may be given again. */
const batchMax = 200;

/** How often a hole is asked for in a row (D10). */
const holesMax = 3;

/** Why a subscription was left: told to (`ended`), sent to history (`reset`), or an event came out of turn (`hole`). */
interface Outcome {
  why: 'ended' | 'reset' | 'hole';
}

/** Where somebody begins who has read nothing: before the newest `count` messages. @throws what the server refuses it with. */
export async function startPosition(options: ReadLogOptions, count: number | 'all'): Promise<Position> {
  const limit = count === 'all' ? 1 : Math.max(1, count);
  const { cursor, asOfSeq, messages } = await page(options, { limit });
  if (count === 'all') return { cursor, printedSeq: 0 };
  const [first] = count === 0 ? [] : messages;
  return { cursor, printedSeq: first ? first.seq - 1 : asOfSeq };
}

/**
 * Everything in a conversation after a position, for ever: the items in the order of their `seq`, each once. Of a
 * stretch that the server no longer replays, the messages are read from history: none is left out, but edits and
 * reactions in it are only seen in what the messages have become. Ends after `untilSeq`, or when the caller is a member
 * no more.
 *
 * @throws what the server refuses for good; the signal's reason.
 */
export async function* readLog(options: ReadLogOptions, from: Position): AsyncGenerator<readonly TailItem[]> {
  const { untilSeq = Number.POSITIVE_INFINITY } = options;
  let position = from;
  let holes = 0;
  while (position.printedSeq < untilSeq) {
    for await (const items of fill(options, position)) {
      yield items;
      position = items.at(-1)?.position ?? position;
    }
    position = { ...position, printedSeq: seqOfCursor(position.cursor) };
    if (position.printedSeq >= untilSeq) return;
    const outcome: Outcome = { why: 'ended' };
    for await (const items of live(options, position, outcome)) {
      yield items;
      position = items.at(-1)?.position ?? position;
      holes = 0;
    }
    if (outcome.why === 'ended') return;
    if (outcome.why === 'hole') {
      if (++holes === holesMax)
        throw new CliError(`The server leaves a hole after ${position.printedSeq}. Try again later.`);
      continue;
    }
    const { cursor } = await page(options, { limit: 1 });
    const isRestored = epochOfCursor(cursor) !== epochOfCursor(position.cursor);
    const printedSeq = Math.min(position.printedSeq, seqOfCursor(cursor));
    position = { cursor, printedSeq };
    if (isRestored) yield [{ type: 'restored', seq: printedSeq, position }];
  }
}

/** The messages between what was printed and the cursor. */
async function* fill(options: ReadLogOptions, { cursor, printedSeq }: Position): AsyncGenerator<TailItem[]> {
  const end = seqOfCursor(cursor);
  for (let after = printedSeq; after < end; ) {
    const { messages, hasMoreAfter } = await page(options, { after, limit: batchMax });
    const wanted = messages.filter(({ seq }) => seq <= end);
    const items = wanted.map(
      (message): TailItem => ({ type: 'message', message, position: { cursor, printedSeq: message.seq } }),
    );
    if (items.length > 0) yield items;
    const last = wanted.at(-1);
    if (!last || !hasMoreAfter || wanted.length < messages.length) return;
    after = last.seq;
  }
}

/** The events after the cursor, each in its turn, until there is a reason to leave, which it tells `outcome`. */
async function* live(
  options: ReadLogOptions,
  { cursor, printedSeq }: Position,
  outcome: Outcome,
): AsyncGenerator<TailItem[]> {
  const { trpc, conversationId, signal, onLive, untilSeq } = options;
  const { events } = trpc.conversation;
  let expected = printedSeq + 1;
  for await (const batch of eventBatches({ events, conversationId, cursor, signal, onLive })) {
    let items: TailItem[] = [];
    for (const { id, data } of batch) {
      if (data.type === 'reset') {
        if (items.length > 0) yield items;
        outcome.why = 'reset';
        return;
      }
      if (data.seq < expected) continue;
      if (data.seq > expected) {
        if (items.length > 0) yield items;
        outcome.why = 'hole';
        return;
      }
      expected++;
      items.push({ type: 'event', event: data, position: { cursor: id, printedSeq: data.seq } });
      const isLast = data.seq === untilSeq;
      if (items.length < batchMax && !isLast) continue;
      yield items;
      items = [];
      if (isLast) return;
    }
    if (items.length > 0) yield items;
  }
}

function page(
  { trpc, persisting, conversationId, signal }: ReadLogOptions,
  place: { after?: number; limit: number },
): Promise<ListOutput> {
  return persisting(() => trpc.message.list.query({ conversationId, ...place }, { signal }), signal);
}
