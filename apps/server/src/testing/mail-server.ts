import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that was taken. */
export interface TakenMail {
  readonly to: string;
  /** As it came. */
  readonly raw: string;
  /** Unfolded, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly isSecure: boolean;
}

/** What the server does at a point instead of taking the mail. */
export type Answer = 'cut' | { readonly code: number };

export interface MailServer extends AsyncDisposable {
  readonly url: string;
  readonly mails: readonly TakenMail[];
  /** Mails that were begun, taken or not. */
  readonly tries: number;
  /** Forgets the mails, and gives them. */
  take(): TakenMail[];
  /** The answers to the next recipients and the next contents; after them it takes everything. */
  readonly toRecipients: Answer[];
  readonly toContents: Answer[];
}

/** A real mail server on a free port, without TLS unless asked: then by STARTTLS, with a certificate of its own. */
export async function mailServer({ tls = false }: { readonly tls?: boolean } = {}): Promise<MailServer> {
  let mails: TakenMail[] = [];
  let tries = 0;
  const [toRecipients, toContents]: [Answer[], Answer[]] = [[], []];
  const refusal = ({ code }: { readonly code: number }): Error =>
    Object.assign(new Error('not now'), { responseCode: code });
  const options: SMTPServerOptions = {
    logger: false,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo(_address, session, done) {
      tries++;
      const next = toRecipients.shift();
      if (next === 'cut') return cut(session.id);
      done(next ? refusal(next) : null);
    },
    onData(stream, session, done) {
      void text(stream).then((raw) => {
        const next = toContents.shift();
        if (next === 'cut') return cut(session.id);
        if (next) return done(refusal(next));
        const to = session.envelope.rcptTo[0]?.address ?? '';
        mails.push({ to, raw, ...readMail(raw), isSecure: session.secure });
        done();
      });
    },
  };
  const server = new SMTPServer(options);
  const cut = (id: string): void => {
    for (const connection of server.connections) if (connection.id === id) connection.close();
  };
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}${tls ? '?tls.rejectUnauthorized=false' : ''}`,
    get mails() {
      return mails;
    },
    get tries() {
      return tries;
    },
    take() {
      const taken = mails;
      mails = [];
      return taken;
    },
    toRecipients,
    toContents,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

function readMail(raw: string): Pick<TakenMail, 'headers' | 'text' | 'html'> {
  const { headers, body } = partOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).map((part) => partOf(part.replace(/^\r\n/, '')));
  const find = (type: string): string => {
    const part = parts.find((one) => one.headers.get('content-type')?.startsWith(type));
    return part ? decoded(part.body, part.headers.get('content-transfer-encoding') ?? '') : '';
  };
  return { headers, text: find('text/plain'), html: find('text/html') };
}

function partOf(raw: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
