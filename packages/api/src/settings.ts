/** What a deployment decides. */
export interface ApiSettings {
  /** How long authors may edit, in milliseconds. 0: never, -1: always (W4). */
  readonly editWindowMs: number;
  /** How long deleted text stays in Postgres, in milliseconds. 0: it goes with the delete (X2). */
  readonly retentionMs: number;
  /** In conversations with more members only owners and admins mention everybody at once (G1). */
  readonly mentionAllMax: number;
  /** Whether pages that messages link to are looked up and shown beside them. */
  readonly linkPreviews: boolean;
  /** Transactions with sends under way at a time. */
  readonly sendSlots: number;
  /** Sends in one transaction, at most. */
  readonly sendBatchMax: number;
  /** Sends waiting for a transaction, at most; more are told BUSY. */
  readonly sendQueueMax: number;
  /** Of this deployment, as push services want it; without it nothing is pushed. */
  readonly vapidPublicKey?: string | undefined;
  /** Push services that may be used although they are not public ones: of one's own network, or of a test. */
  readonly pushOrigins?: readonly string[];
  /** How long a message is left to be read before it is pushed, in milliseconds. */
  readonly pushGraceMs: number;
  /** An inbox re-reads what changed at most this often, in milliseconds. */
  readonly inboxEveryMs: number;
}

const minuteMs = 60_000;

export const apiDefaults: ApiSettings = {
  editWindowMs: 15 * minuteMs,
  retentionMs: 30 * 24 * 60 * minuteMs,
  mentionAllMax: 100,
  linkPreviews: true,
  sendSlots: 3,
  sendBatchMax: 256,
  sendQueueMax: 20_000,
  pushGraceMs: 5_000,
  inboxEveryMs: 150,
};
