import { refuse } from '../errors/refusal.ts';

/** A place in a list that is ordered by time: opaque to callers. */
export interface TimePlace {
  readonly at: string;
  readonly id: string;
}

/** The furthest that a JavaScript date reaches. */
const furthestMs = 8.64e15;

export function encodeTimePlace({ at, id }: TimePlace): string {
  return `${Date.parse(at)}.${id}`;
}

/** @throws Refusal BAD_CURSOR for what `encodeTimePlace` cannot have made of an instant that Postgres knows. */
export function decodeTimePlace(cursor: string): TimePlace {
  const match = /^(-?\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  const atMs = Number(match?.[1]);
  if (!match?.[2] || Math.abs(atMs) > furthestMs) throw refuse('BAD_CURSOR');
  const at = new Date(atMs);
  if (at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9_999) throw refuse('BAD_CURSOR');
  return { at: at.toISOString(), id: match[2] };
}
