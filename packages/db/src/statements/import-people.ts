import type { Query } from '../connection/query.ts';

export interface NewPerson {
  /** Of the placeholder, should it be made. */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** The handle that it should have, and the one that nobody has. */
  readonly handle: string;
  readonly spareHandle: string;
  readonly email: string | null;
}

export interface FoundPerson {
  readonly key: string;
  readonly userId: string;
  readonly handle: string;
  readonly placeholder: boolean;
}

/**
 * Decides who each person of an import is, if it is not decided yet: the account with their address, if it has proved to
 * have it or addresses are trusted, else a placeholder. Idempotent: what was decided stays.
 *
 * Lock: the new rows; of two imports that decide the same person, the second waits and then finds them.
 * Index: `import_people_pkey`, `users_email_unique`, `users_import`, `users_handle_unique`.
 * Rejected: deciding by address each time, which would split a person in two when it changes.
 */
export async function importPeople(
  query: Query,
  { source, people, trustAddresses }: { source: string; people: readonly NewPerson[]; trustAddresses: boolean },
): Promise<readonly FoundPerson[]> {
  const keys = people.map(({ key }) => key);
  await query`
    insert into import_people (source, key, user_id)
    select ${source}, person.key, account.id
    from unnest(${keys}::text[], ${people.map(({ email }) => email)}::text[]) as person(key, email)
    join users account on account.email = person.email and not account.placeholder
    where (account.email_verified or ${trustAddresses})
      and not exists (select 1 from users where import_source = ${source} and import_name = person.key)
    on conflict (source, key) do nothing`;
  await query`
    insert into users (id, name, handle, email, placeholder, import_source, import_name, claim_email)
    select id, name, case when exists (select 1 from users taken where taken.handle = person.handle)
        or row_number() over (partition by person.handle order by place) > 1 then spare_handle else person.handle end,
      id || '@placeholder.invalid', true, ${source}, key, person.email
    from unnest(
      ${people.map(({ id }) => id)}::uuid[],
      ${keys}::text[],
      ${people.map(({ name }) => name)}::text[],
      ${people.map(({ handle }) => handle)}::text[],
      ${people.map(({ spareHandle }) => spareHandle)}::text[],
      ${people.map(({ email }) => email)}::text[]
    ) with ordinality as person(id, key, name, handle, spare_handle, email, place)
    where not exists (select 1 from import_people known where known.source = ${source} and known.key = person.key)
    on conflict (import_source, import_name) where import_source is not null do nothing`;
  await query`
    insert into import_people (source, key, user_id)
    select import_source, import_name, id from users
    where import_source = ${source} and import_name = any(${keys}::text[])
    on conflict (source, key) do nothing`;
  return query<FoundPerson>`
    select known.key, users.id as "userId", users.handle, users.placeholder and users.claimed_by is null as placeholder
    from import_people known join users on users.id = known.user_id
    where known.source = ${source} and known.key = any(${keys}::text[])`;
}
