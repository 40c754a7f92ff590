import type { Work } from '@nova/client';
import type { PlainKey } from '../../i18n/catalogue.ts';

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
