import type { Cause, Work } from '@nova/client';
import type { PlainKey, Translate } from '../../i18n/catalogue.ts';
import { causeText } from '../../problem.ts';

/** What came to nothing, in words. */
export const failedWords: Record<Work['kind'], PlainKey> = {
  send: 'message.failed',
  edit: 'message.failedEdit',
  delete: 'message.failedDelete',
  react: 'message.failedReaction',
  pin: 'message.failedPin',
  hidePreviews: 'message.failedPreviews',
  schedule: 'message.failedSchedule',
  save: 'message.failedSave',
};

/** Why it came to nothing: of an answer that was not sent, it is the message answered that is gone. */
export function failedWhy(t: Translate, work: Work, reason: Cause): string {
  const isAnswer = work.kind === 'send' && (work.replyToId !== null || work.threadRootId !== null);
  return isAnswer && reason === 'MESSAGE_DELETED' ? t('message.answeredGone') : causeText(t, reason);
}
