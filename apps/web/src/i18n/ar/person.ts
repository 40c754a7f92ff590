import type { PersonCatalogue } from '../person-texts.ts';

/** Who somebody is, in Arabic. */
export const person: PersonCatalogue = {
  'person.write': 'مراسلة',
  'person.edit': 'تعديل الملف الشخصي',
  'person.imported': 'رسائل هذا الاسم مستوردة، ولا حساب له هنا.',
  'person.claimed': 'رسائل هذا الاسم مستوردة، وصاحبها هنا هو {name}.',
};
