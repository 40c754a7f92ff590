import type { ConversationSummary, Id, UserProfile } from '@nova/contract';
import { searchable } from './searchable.ts';

/** Whom and what `from:` and `in:` name, as far as this device knows; nobody and nothing when it does not. */
export interface SearchNames {
  people(name: string): readonly Id[];
  conversations(name: string): readonly Id[];
}

/** A person is also every author of an import whom they claimed, whichever of them is named (M5). */
export function searchNames(known: {
  readonly self: Id;
  readonly people: readonly UserProfile[];
  readonly conversations: readonly ConversationSummary[];
}): SearchNames {
  const ownerOf = ({ id, claimedById = id }: UserProfile): Id => claimedById;
  return {
    people(name) {
      const wanted = searchable(name);
      const byHandle = known.people.filter(({ handle }) => handle.toLowerCase() === wanted);
      const named =
        byHandle.length > 0 ? byHandle : known.people.filter((person) => searchable(person.name) === wanted);
      const owners = new Set(wanted === 'me' ? [known.self] : named.map(ownerOf));
      const claimed = known.people.filter((person) => owners.has(ownerOf(person)));
      return [...owners, ...claimed.map(({ id }) => id)];
    },
    conversations(name) {
      const wanted = searchable(name);
      return known.conversations
        .filter(
          ({ title, peer }) =>
            searchable(title?.replace(/^[@#]+|"/gu, '') ?? '') === wanted || peer?.handle.toLowerCase() === wanted,
        )
        .map(({ id }) => id);
    },
  };
}
