import type { ExportWords, Missing } from '@nova/client/export';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' });
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'UTC', hourCycle: 'h23' });

const missingTexts: Record<Missing, string> = {
  gone: 'gone when this was exported',
  refused: 'the server did not hand it out',
  beyond: 'there was no room for it',
};

/** A readable export in English; times are UTC. */
export function englishWords(title: string): ExportWords {
  return {
    language: 'en',
    direction: 'ltr',
    title,
    exportedAt: (at) => `Exported on ${day.format(new Date(at))}, ${time.format(new Date(at))} UTC. All times are UTC.`,
    members: (count) => (count === 1 ? '1 member' : `${count} members`),
    deleted: 'This message was deleted.',
    edited: 'edited',
    pinned: 'pinned',
    answers: (name) => `in reply to ${name}`,
    inThread: 'in a thread',
    draft: (where) => `Draft, not sent, in ${where}`,
    scheduled: (where, at) => `To be sent in ${where}: ${day.format(new Date(at))}, ${time.format(new Date(at))}`,
    nobody: 'somebody',
    sessions: 'Signed in',
    time: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    direct: 'Direct messages',
    cutOff: 'This export is not complete.',
    missing: (why) => missingTexts[why],
  };
}
