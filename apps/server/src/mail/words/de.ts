import type { MailWords } from './en.ts';

/** What mails and their pages say, in German. */
export const de: MailWords = {
  dir: 'ltr',
  hello: 'Hallo {name},',
  digestSubject: 'Was du verpasst hast: {places}',
  digestIntro: 'Du warst eine Weile nicht in Nova. Das wartet auf dich:',
  open: 'In Nova öffnen',
  openApp: 'Nova öffnen',
  more: '+{count} weitere',
  thread: 'Thread',
  file: 'Datei: {name}',
  digestWhy:
    'Du bekommst diese Mail, weil du eine Weile nicht in Nova warst. Höchstens einmal am Tag oder in der Woche, wie du es wählst.',
  settings: 'Einstellungen',
  unsubscribe: 'Keine solchen Mails mehr',
  proveSubject: 'Bestätige deine Adresse',
  proveText:
    'Jemand hat mit dieser Adresse ein Konto in Nova angelegt. Wenn du es warst, bestätige, dass die Adresse deine ist.',
  proveDo: 'Adresse bestätigen',
  proveElse: 'Wenn du es nicht warst, tu nichts.',
  resetSubject: 'Ein neues Passwort',
  resetText: 'Jemand, wahrscheinlich du, möchte ein neues Passwort für dein Konto in Nova. Der Link gilt eine Stunde.',
  resetDo: 'Neues Passwort wählen',
  resetElse: 'Wenn du es nicht warst, tu nichts: Dein Passwort bleibt, wie es ist.',
  offTitle: 'Keine Mails mehr über Verpasstes',
  offAsk:
    'Nova schickt dir dann nicht mehr, was du verpasst hast. In den Einstellungen kannst du es wieder einschalten.',
  offDo: 'Nichts mehr schicken',
  offDone: 'Erledigt: Du bekommst keine solchen Mails mehr.',
  badTitle: 'Dieser Link ist nicht gültig',
  badText: 'Vielleicht wurde er beim Kopieren abgeschnitten. Dieselbe Wahl findest du in den Einstellungen von Nova.',
};
