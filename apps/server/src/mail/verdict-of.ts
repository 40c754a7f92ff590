/**
 * What became of a mail that was handed over. `later`: it surely was not taken, and may be at another time. `refused`:
 * the server takes none for this address. `lost`: nobody knows whether it was taken.
 */
export type Verdict =
  | { readonly type: 'sent' }
  | { readonly type: 'later' | 'refused' | 'lost'; readonly error: unknown };

/** Before any of these was through, no mail was on its way. */
const beforeMail: ReadonlySet<unknown> = new Set(['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND', 'EOAUTH2']);
/** Whose answer is about the address, or about what it was sent. */
const aboutAddress: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA']);

/** Reads what the mail library threw: by the server's code where it answered, else by how far it had come. */
export function verdictOf(error: unknown): Exclude<Verdict, { type: 'sent' }> {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const code = field('responseCode');
  if (typeof code === 'number' && code >= 400) {
    const isRefused = code >= 500 && aboutAddress.has(field('command'));
    // Another refusal for good, such as of a password, is about this deployment: the address is not to blame.
    return { type: isRefused ? 'refused' : 'later', error };
  }
  const wasNeverConnected = field('syscall') === 'connect' || beforeMail.has(field('code'));
  return { type: wasNeverConnected ? 'later' : 'lost', error };
}
