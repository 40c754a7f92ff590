/**
 * One event on its way from the log to the sockets: made into text once, then only copied.
 * The database makes it, the relay carries it, every hub keeps it in its ring.
 */
export interface LogEntry {
  readonly seq: number;
  /** The event as JSON (`NovaEvent`). The same bytes from every tier, unless the message was deleted since (X1). */
  readonly text: string;
  /** The user whose subscriptions end after this event (D7). */
  readonly ends?: string;
  /** Earlier positions whose text must be forgotten now: the bodies of a deleted message (X1). */
  readonly erases?: readonly number[];
}
