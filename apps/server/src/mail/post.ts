import { createTransport } from 'nodemailer';
import type { Letter } from './letter.ts';
import { type Verdict, verdictOf } from './verdict-of.ts';

/** The way to a mail server. */
export interface Post {
  /** Hands a mail over, once; never tries again by itself, never rejects. */
  send(letter: Letter): Promise<Verdict>;
  close(): void;
}

export interface PostOptions {
  readonly url: string;
  readonly from: string;
  /** How long a server may be silent. */
  readonly timeoutMs: number;
}

const defaultTimeoutMs = 20_000;

/** A post by SMTP: STARTTLS where the server has it, TLS from the start with `smtps:`. */
export function openPost({
  url,
  from,
  timeoutMs = defaultTimeoutMs,
}: Omit<PostOptions, 'timeoutMs'> & Partial<PostOptions>): Post {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html, messageId, unsubscribeUrl }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId,
          headers: {
            // No answer from a machine on holiday.
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribeUrl === undefined
              ? {}
              : {
                  'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        });
        return { type: 'sent' };
      } catch (error) {
        return verdictOf(error);
      }
    },
    close: () => transport.close(),
  };
}
