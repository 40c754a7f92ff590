import type { Part } from '../catalogue.ts';
import type { pushed as en } from '../en/pushed.ts';

export const pushed: Part<typeof en> = {
  fromIn: '{name} في {title}',
  from: {
    zero: 'لا رسائل من {name}',
    one: 'رسالة واحدة من {name}',
    two: 'رسالتان من {name}',
    few: '{count} رسائل من {name}',
    many: '{count} رسالة من {name}',
    other: '{count} رسالة من {name}',
  },
  in: {
    zero: 'لا رسائل في {title}',
    one: 'رسالة واحدة في {title}',
    two: 'رسالتان في {title}',
    few: '{count} رسائل في {title}',
    many: '{count} رسالة في {title}',
    other: '{count} رسالة في {title}',
  },
  reply: 'رد',
  replyHint: 'رسالة',
  trial: 'الإشعارات تعمل',
  trialBody: 'هكذا يخبرك نوفا بالرسائل على هذا الجهاز.',
  forwardOf: '↩ رسالة من {name}',
};
