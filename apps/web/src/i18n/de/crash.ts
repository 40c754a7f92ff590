import type { CrashCatalogue } from '../crash-texts.ts';

/** Wo die App abgestürzt ist. */
export const crash: CrashCatalogue = {
  'crash.title': 'Etwas ist kaputtgegangen',
  'crash.why': 'Es wurde gemeldet. Was du geschrieben hast, liegt sicher auf diesem Gerät.',
  'anew.why':
    'Auch nach dem neuen Laden ist es kaputtgegangen. Vielleicht hilft es, alles neu zu holen: Nachrichten, Unterhaltungen und Personen kommen noch einmal vom Server, und die App sieht aus wie am Anfang. Was nur dieses Gerät hat, bleibt: noch nicht gesendete Nachrichten, Entwürfe und wartende Dateien.',
  'anew.fetch': 'Alles neu holen',
  'anew.offline': 'Dafür braucht es eine Verbindung. Bis dahin wird nichts von diesem Gerät entfernt.',
  'anew.unreachable': 'Der Server antwortet nicht. Von diesem Gerät wurde nichts entfernt; versuche es später wieder.',
  'anew.failed':
    'Dieses Gerät lässt nicht los, was es hat. Schließe die anderen Tabs von Nova und versuche es noch einmal.',
};
