import type { ExportWords } from '@nova/client/export';
import type { SayMoving } from '../../i18n/moving-texts.ts';

interface Reader {
  readonly language: string;
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
}

/** A readable export in the reader's language; times are those of where they are. */
export function exportWords(say: SayMoving, { language, locale, direction, title }: Reader): ExportWords {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const both = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  return {
    language,
    direction,
    title,
    exportedAt: (at) => say('exportedAt', { at: both.format(new Date(at)) }),
    members: (count) => say('members', { count }),
    deleted: say('deleted'),
    edited: say('edited'),
    pinned: say('pinned'),
    answers: (name) => say('answers', { name }),
    inThread: say('inThread'),
    draft: (where) => say('draft', { where }),
    scheduled: (where, at) => say('scheduled', { where, at: both.format(new Date(at)) }),
    nobody: say('nobody'),
    sessions: say('sessions'),
    time: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    direct: say('direct'),
    cutOff: say('cutOff'),
    missing: (why) => say(`missing.${why}`),
  };
}
