import type { Part } from '../catalogue.ts';
import type { pushed as en } from '../en/pushed.ts';

export const pushed: Part<typeof en> = {
  fromIn: '{name} in {title}',
  from: { one: '{count} Nachricht von {name}', other: '{count} Nachrichten von {name}' },
  in: { one: '{count} Nachricht in {title}', other: '{count} Nachrichten in {title}' },
  reply: 'Antworten',
  replyHint: 'Nachricht',
  trial: 'Benachrichtigungen funktionieren',
  trialBody: 'So sagt dir Nova auf diesem Gerät, wenn Nachrichten kommen.',
  forwardOf: '↪ Nachricht von {name}',
};
