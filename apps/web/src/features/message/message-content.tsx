'use client';

import type { TimelineMessage } from '@nova/client';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { classes } from '../../ui/classes.ts';
import { EditedMark } from './edited-mark.tsx';
import { Leaving } from './leaving.tsx';
import { MessageBody } from './message-body.tsx';

/** What a message says, or that it says nothing any more. */
export function MessageContent({ message, id }: { message: TimelineMessage; id: string }) {
  const { t } = useSpeech();
  const { body, sending, changes, deletedAt, editedAt } = message;
  const leaving = changes.find(({ work, state }) => work.kind === 'delete' && state.type !== 'failed');
  if (body === null) {
    return (
      <div id={id} className="text-quiet italic">
        {leaving && deletedAt === null ? <Leaving change={leaving} /> : t('timeline.deleted')}
      </div>
    );
  }
  const isOnItsWay = sending !== null && sending.state.type !== 'failed' && sending.state.type !== 'accepted';
  const isChanging = changes.some(({ work, state }) => work.kind === 'edit' && state.type !== 'failed');
  return (
    <div id={id} className={classes('break-words', isOnItsWay && 'opacity-70')} data-sent={!isOnItsWay}>
      <MessageBody
        text={body}
        after={(editedAt !== null || isChanging) && <EditedMark message={message} isChanging={isChanging} />}
      />
    </div>
  );
}
