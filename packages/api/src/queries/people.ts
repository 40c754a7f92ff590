import type { Me, UserProfile } from '@nova/contract';
import { getMe, searchUsers } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

/** The signed-in person. @throws Refusal UNAUTHENTICATED when the account is gone. */
export async function me(parts: ApiParts, userId: string): Promise<Me> {
  const found = await getMe(parts.db.query, userId);
  if (!found) throw refuse('UNAUTHENTICATED');
  return found;
}

/** People whose handle or name begins with what was typed; nobody for nothing. */
export async function findPeople(
  parts: ApiParts,
  input: { readonly query: string; readonly limit: number },
): Promise<UserProfile[]> {
  const text = searchable(input.query).replace(/^@/, '');
  return text === '' ? [] : [...(await searchUsers(parts.db.query, text, input.limit))];
}

/** What was typed into a search box, as Postgres can take it. */
export function searchable(typed: string): string {
  return typed.replaceAll('\u0000', '').toWellFormed().trim();
}
