import type { Query } from '../connection/query.ts';

export interface ImportAuthor {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
}

/**
 * Makes placeholders for the authors of an import that have none yet, and answers the ids of all by name. Idempotent:
 * the same source and name is the same person for ever.
 *
 * Lock: the new rows; of two imports that make the same one, the second waits and then finds it.
 * Index: `users_import`, and the unique handle and address, which are made from the id.
 */
export async function importAuthors(
  query: Query,
  source: string,
  authors: readonly ImportAuthor[],
): Promise<ReadonlyMap<string, string>> {
  await query`
    insert into users (id, name, handle, email, placeholder, import_source, import_name)
    select id, name, handle, handle || '@placeholder.invalid', true, ${source}, name
    from unnest(
      ${authors.map(({ id }) => id)}::uuid[],
      ${authors.map(({ name }) => name)}::text[],
      ${authors.map(({ handle }) => handle)}::text[]
    ) as author(id, name, handle)
    on conflict (import_source, import_name) where import_source is not null do nothing`;
  const rows = await query<{ id: string; name: string }>`
    select id, import_name as name from users
    where import_source = ${source} and import_name = any(${authors.map(({ name }) => name)}::text[])`;
  return new Map(rows.map(({ id, name }) => [name, id]));
}
