/** A mail, ready to be handed over. */
export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names it: handed over twice it is the same one. */
  readonly messageId: string;
  /** Where it is unsubscribed from, by one click (RFC 8058). */
  readonly unsubscribeUrl?: string;
}
