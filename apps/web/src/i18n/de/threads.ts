import type { Part } from '../catalogue.ts';
import type { threads as english } from '../en/threads.ts';

/** Threads. */
export const threads: Part<typeof english> = {
  'thread.title': 'Thread',
  'thread.label': 'Antworten',
  'thread.reply': 'Im Thread antworten',
  'thread.placeholder': 'Im Thread antworten …',
  'thread.alsoSend': 'Auch in die Unterhaltung senden',
  'thread.inThread': 'Aus einem Thread',
  'thread.replies': { one: 'Eine Antwort', other: '{count} Antworten' },
  'thread.last': 'zuletzt {time}',
  'thread.older': 'Ältere Antworten',
  'thread.unread': { one: 'Eine ungelesene Antwort', other: '{count} ungelesene Antworten' },
  'thread.follow': 'Diesem Thread folgen',
  'thread.unfollow': 'Diesem Thread nicht mehr folgen',
  'thread.none': 'Diesen Thread gibt es nicht, oder Sie dürfen ihn nicht lesen.',
  'thread.notHere': 'Dieser Thread ist noch nicht auf diesem Gerät. Er wird geladen, sobald es eine Verbindung gibt.',
  'thread.closed': 'Die Nachricht, um die es hier geht, wurde gelöscht. Lesen geht noch, antworten nicht.',
  'threads.title': 'Threads',
  'threads.unread': { one: 'Ein Thread mit ungelesenen Antworten', other: '{count} Threads mit ungelesenen Antworten' },
  'threads.more': 'Weitere Threads',
  'threads.none': 'Noch keine Threads',
  'threads.noneWhy': 'Hier sammeln sich Threads, die Sie beginnen, in denen Sie antworten oder erwähnt werden.',
  'pins.title': 'Angeheftete Nachrichten',
  'pins.none': 'Hier ist nichts angeheftet.',
  'pins.by': 'Angeheftet von {name}',
  'pins.loaded': 'Ohne Verbindung sind dies die angehefteten Nachrichten auf diesem Gerät.',
  'mentions.title': 'Erwähnungen',
  'mentions.none': 'Noch hat niemand Sie erwähnt',
  'mentions.noneWhy': 'Hier sammeln sich Nachrichten, in denen jemand Ihren @Namen schreibt.',
  'mentions.more': 'Ältere Erwähnungen',
};
