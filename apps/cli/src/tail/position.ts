import { decodeCursor } from '@nova/contract';

/**
 * How far a reader of a conversation has come. `printedSeq` is the last it has been given; `cursor` is where the
 * subscription goes on. Where the cursor is ahead of `printedSeq`, what lies between is read from history first.
 */
export interface Position {
  readonly cursor: string;
  readonly printedSeq: number;
}

/** As text: `1042@k3x9.1042`. */
export function positionText({ cursor, printedSeq }: Position): string {
  return `${printedSeq}@${cursor}`;
}

/** Null for anything that `positionText` cannot have made. */
export function readPosition(text: string): Position | null {
  const match = /^(0|[1-9]\d{0,15})@(\S+)$/.exec(text);
  const cursor = match?.[2] ?? '';
  const printedSeq = Number(match?.[1]);
  return decodeCursor(cursor) && Number.isSafeInteger(printedSeq) ? { cursor, printedSeq } : null;
}

/** The `seq` that a cursor of the server names. */
export function seqOfCursor(cursor: string): number {
  return decoded(cursor).seq;
}

/** Another epoch is the log of a database restored to an earlier time (D9). */
export function epochOfCursor(cursor: string): string {
  return decoded(cursor).epoch;
}

function decoded(cursor: string): { epoch: string; seq: number } {
  const read = decodeCursor(cursor);
  if (!read) throw new Error(`the server made the cursor ${JSON.stringify(cursor)}, which is none`);
  return read;
}
