/**
 * A place in one conversation's log as callers see it: opaque, to be handed back unchanged (D9).
 * Inside it is `<epoch>.<seq>`: the epoch tells a log from the same log restored to an earlier time.
 */
export type Cursor = string;

/** Makes the cursor of `seq` in the log of `epoch` (2 to 32 lower-case letters and digits). */
export function encodeCursor(epoch: string, seq: number): Cursor {
  return `${epoch}.${seq}`;
}

/** Reads a cursor; `null` for anything that `encodeCursor` cannot have made. */
export function decodeCursor(cursor: string): { epoch: string; seq: number } | null {
  const match = /^([a-z0-9]{2,32})\.(0|[1-9][0-9]{0,15})$/.exec(cursor);
  if (!match?.[1] || !match[2]) return null;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1], seq } : null;
}
