import type { ImportAuthorsOutput } from '@nova/contract';
import { importAuthors, newId } from '@nova/db';
import type { ApiParts } from '../parts.ts';

const handleChars = 16;

/** The placeholders of an import's authors, made where there are none. Idempotent per source and name. */
export async function authorsOfImport(
  parts: ApiParts,
  input: { readonly source: string; readonly names: readonly string[] },
): Promise<ImportAuthorsOutput> {
  const authors = [...new Set(input.names)].map((name) => {
    const id = newId();
    // The random end of the id keeps two people of the same name apart.
    return { id, name, handle: `${handleOf(name)}-${id.slice(-10)}` };
  });
  return Object.fromEntries(await importAuthors(parts.db.query, input.source, authors));
}

function handleOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
  return plain.slice(0, handleChars) || 'author';
}
