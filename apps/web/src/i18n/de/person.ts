import type { PersonCatalogue } from '../person-texts.ts';

/** Wer jemand ist, auf Deutsch. */
export const person: PersonCatalogue = {
  'person.write': 'Direkt schreiben',
  'person.edit': 'Profil bearbeiten',
  'person.imported': 'Was unter diesem Namen steht, wurde importiert. Ein Konto gibt es dazu hier nicht.',
  'person.claimed': 'Was unter diesem Namen steht, wurde importiert. Hier ist das {name}.',
};
