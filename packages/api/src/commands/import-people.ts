import { handleSchema, type ImportPeopleInput, type ImportPeopleOutput, limits } from '@nova/contract';
import { importPeople, newId } from '@nova/db';
import type { ApiParts } from '../parts.ts';

const spareChars = 10;

/**
 * Who the people of an import are here: accounts with their proved addresses, else placeholders, made where there are
 * none. Idempotent per source and key.
 */
export async function peopleOfImport(parts: ApiParts, input: ImportPeopleInput): Promise<ImportPeopleOutput> {
  const { source, trustAddresses } = input;
  const byKey = new Map(input.people.map((person) => [person.key, person]));
  const people = [...byKey.values()].map(({ key, name, handle, email = null }) => {
    const id = newId();
    // The random end of the id keeps two people of the same name apart.
    const spareHandle = `${wordOf(handle ?? name)}-${id.slice(-spareChars)}`;
    return { id, key, name, handle: handle ?? spareHandle, spareHandle, email };
  });
  const found = await importPeople(parts.db.query, { source, people, trustAddresses });
  return Object.fromEntries(
    found.map(({ key, userId, handle, placeholder }) => [
      key,
      { userId, handle, standing: placeholder ? ('placeholder' as const) : ('account' as const) },
    ]),
  );
}

function wordOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
  const word = plain.slice(0, limits.handleMaxChars - spareChars - 1);
  return handleSchema.safeParse(word).success ? word : 'author';
}
