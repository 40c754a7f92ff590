import { handleSchema, limits } from '@nova/contract';
import type { Query } from '@nova/db';

/** Room for what tells two people of one name apart. */
const suffixChars = 8;

/**
 * Gives a new person a handle made from their name: `ann`, else `ann-` with the end of their id. They were made with a
 * unique one that nobody can remember, and keep it if both are taken; so nothing here can make a sign-up fail.
 */
export async function giveHandle(query: Query, user: { readonly id: string; readonly name: string }): Promise<void> {
  for (const handle of handlesFor(user)) {
    const rows = await query`
      update users set handle = ${handle}
      where id = ${user.id} and not exists (select 1 from users where handle = ${handle})
      returning id`.catch(ifTaken);
    if (rows.length > 0) return;
  }
}

/** The handles to try for a person, the nicest first. */
export function handlesFor({ id, name }: { readonly id: string; readonly name: string }): string[] {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{Ll}\p{Lo}\p{N}]+/gu) ?? [];
  const plain = cut(words.join('.'), limits.handleMaxChars - suffixChars - 1);
  const suffixed = `${plain || 'user'}-${id.replaceAll('-', '').slice(-suffixChars)}`;
  return [plain, suffixed].filter((handle) => handleSchema.safeParse(handle).success);
}

/** Cuts without leaving half a character or a dot at the end. */
function cut(text: string, maxChars: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maxChars) break;
    kept += character;
  }
  return kept.replace(/\.+$/, '');
}

/** Somebody else took it between the look and the write. */
function ifTaken(error: unknown): readonly object[] {
  if (error instanceof Error && 'code' in error && error.code === '23505') return [];
  throw error;
}
