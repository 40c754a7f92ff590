'use client';

import type { TimelineMessage } from '@nova/client';
import type { LinkPreview } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSettings } from '../../settings/use-settings.ts';
import { classes } from '../../ui/classes.ts';
import { lazily } from '../../ui/lazily.tsx';
import { FileBoxes } from '../files/file-boxes.tsx';
import { EditedMark } from './edited-mark.tsx';
import { Leaving } from './leaving.tsx';
import { MessageBody } from './message-body.tsx';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { ReachContext } from './reach-context.ts';

const LinkedQuotes = lazily(async () => (await import('../links/linked-quotes.tsx')).LinkedQuotes, draftTexts);
const ForwardingBody = lazily(async () => (await import('../links/forwarding-body.tsx')).ForwardingBody);
const LinkPreviews = lazily(async () => (await import('../links/link-previews.tsx')).LinkPreviews, draftTexts);
const Attachments = lazily(async () => (await import('../files/attachments.tsx')).Attachments);

/** What a message says, or that it says nothing any more. */
export function MessageContent({ message, id }: { message: TimelineMessage; id: string }) {
  const { t } = useSpeech();
  const { body, sending, changes, deletedAt, editedAt, attachments, previews, reach = null } = message;
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
  const after = (editedAt !== null || isChanging) && <EditedMark message={message} isChanging={isChanging} />;
  const plain = <MessageBody text={body} after={after} />;
  return (
    <div id={id} className={classes('break-words', isOnItsWay && 'opacity-80')} data-sent={!isOnItsWay}>
      {(body !== '' || !attachments) && (
        <ReachContext value={reach}>
          {body.includes('↪ [') ? <ForwardingBody fallback={plain} message={message} after={after} /> : plain}
        </ReachContext>
      )}
      {body.includes('/c/') && <LinkedQuotes message={message} />}
      {previews && <Previews message={message} previews={previews} />}
      {attachments && (
        <Attachments
          fallback={<FileBoxes attachments={attachments} label={t('files.list')} />}
          message={message}
          attachments={attachments}
        />
      )}
    </div>
  );
}

/** Not for who does not want them on this device. Their place is kept, as far as it is known, until they can be shown. */
function Previews({ message, previews }: { message: TimelineMessage; previews: readonly LinkPreview[] }) {
  const { linkPreviews } = useSettings();
  if (!linkPreviews) return null;
  return <LinkPreviews fallback={<div className="mt-1.5 h-24" />} message={message} previews={previews} />;
}
