'use client';

import type { TimelineMessage } from '@nova/client';
import type { ReactNode } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { MessageBody } from '../message/message-body.tsx';
import { forwardLine, messageLinks } from './message-links.ts';

/**
 * What somebody says who forwards a message. The line that leads to it is for where it cannot be shown: below the text it
 * is.
 */
export function ForwardingBody({ message, after }: { message: TimelineMessage; after: ReactNode }) {
  const { links } = useNova();
  const body = message.body ?? '';
  const [line = ''] = forwardLine.exec(body) ?? [];
  const [link] = messageLinks(line, location.origin);
  const inMessageId = message.id ?? undefined;
  const shown = useWatch(links, () => (link ? links.get({ ...link, inMessageId }) : null));
  const isShown = shown !== null && shown !== 'missing' && shown.forwarded;
  const text = isShown ? body.slice(0, -line.length) : body;
  return text === '' && !after ? null : <MessageBody text={text} after={after} />;
}
