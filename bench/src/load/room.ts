/** One conversation and what was committed to it in this run, as the answers to sends say. */
export class Room {
  readonly conversationId: string;
  /** The newest `seq` that is committed. */
  lastSeq = 0;
  /** Of all messages, each once; see `OrderCheck.sum`. */
  sum = 0;
  /** Sends whose outcome is not known: then `lastSeq` and `sum` are only what is known. */
  unknown = 0;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
  }

  committed(seq: number, serial: number): void {
    this.sum += serial;
    if (seq > this.lastSeq) this.lastSeq = seq;
  }
}
