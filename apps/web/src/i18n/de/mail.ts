import type { MailCatalogue } from '../mail-texts.ts';

/** Mail: addresses, new passwords, what one missed. */
export const mail: MailCatalogue = {
  'mail.title': 'Mail',
  'mail.proved': '{email} gehört dir: Du hast es bestätigt.',
  'mail.unproved': '{email} ist noch nicht bestätigt. Was du verpasst hast, geht nur an bestätigte Adressen.',
  'mail.refused': '{email} nimmt keine Mails an.',
  'mail.ask': 'Link noch einmal schicken',
  'mail.asked': 'Ein Link ist unterwegs an {email}.',
  'mail.digest': 'Verpasstes per Mail',
  'mail.off': 'Aus',
  'mail.daily': 'Höchstens einmal am Tag',
  'mail.weekly': 'Höchstens einmal in der Woche',
  'mail.digestHint':
    'Wenn du einen Tag oder länger nicht hier warst: Direktnachrichten, Erwähnungen und Antworten in Threads, denen du folgst.',
  'forgot.title': 'Passwort vergessen?',
  'forgot.why': 'Nova schickt dir einen Link, mit dem du ein neues wählst.',
  'forgot.do': 'Link schicken',
  'forgot.asked': 'Wenn es ein Konto mit {email} gibt, ist ein Link unterwegs. Er gilt eine Stunde.',
  'reset.title': 'Neues Passwort wählen',
  'reset.new': 'Neues Passwort',
  'reset.do': 'Passwort setzen',
  'reset.done': 'Dein neues Passwort gilt, und alle Sitzungen sind beendet. Melde dich damit an.',
  'reset.again': 'Neuen Link anfordern',
  'confirm.title': 'Bestätige deine Adresse',
  'confirm.why': 'Bestätige, dass {email} dir gehört.',
  'confirm.do': 'Adresse bestätigen',
  'confirm.done': 'Bestätigt: Die Adresse gehört dir.',
};
