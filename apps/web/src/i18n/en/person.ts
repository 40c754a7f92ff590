/** Who somebody is; a catalogue of its own (`person-texts.ts`). */
export const person = {
  'person.write': 'Message',
  'person.edit': 'Edit profile',
  'person.imported': 'What they wrote was imported. They have no account here.',
  'person.claimed': 'What they wrote was imported. It is {name} who has an account here.',
} as const;
