import type { MovingCatalogue } from '../moving-texts.ts';

/** Exporte und Übernahmen. */
export const moving: MovingCatalogue = {
  title: '{name} exportieren',
  why: 'Alles aus dieser Unterhaltung, was du jetzt lesen darfst, mit Verfassern und Zeiten. Gelöschter Text ist nicht dabei.',
  format: 'Format',
  html: 'Eine Seite zum Lesen',
  jsonl: 'Daten (JSON Lines)',
  htmlHint: 'Öffnet sich in jedem Browser, auch ohne Netz.',
  jsonlHint: 'Für Programme und zum Einlesen in ein anderes Nova.',
  run: 'Exportieren',
  running: { one: '{count} Nachricht …', other: '{count} Nachrichten …' },
  done: { one: '{count} Nachricht exportiert.', other: '{count} Nachrichten exportiert.' },
  stop: 'Abbrechen',
  mine: 'Was dir gehört',
  mineWhy: 'Dein Profil, wo du angemeldet bist, deine Unterhaltungen und was du darin geschrieben hast.',
  claims: 'Unter deinem Namen importiert',
  claimsWhy:
    'Diese Personen wurden mit deiner Adresse importiert. Sagst du, dass eine davon du bist, gehört dir, was sie geschrieben hat, und du bist in ihren Unterhaltungen. Das lässt sich nicht zurücknehmen.',
  claim: 'Das bin ich',
  claimable: { one: '{name}, {count} Nachricht ({source})', other: '{name}, {count} Nachrichten ({source})' },
  exportedAt: 'Exportiert am {at}',
  members: { one: '{count} Mitglied', other: '{count} Mitglieder' },
  deleted: 'Diese Nachricht wurde gelöscht.',
  edited: 'bearbeitet',
  pinned: 'angeheftet',
  answers: 'als Antwort auf {name}',
  inThread: 'in einem Thread',
  nobody: 'jemand',
  sessions: 'Angemeldet',
  direct: 'Direktnachrichten',
  cutOff: 'Dieser Export ist nicht vollständig.',
};
