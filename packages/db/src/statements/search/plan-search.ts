import type { Query } from '../../connection/query.ts';

/** One thing that a text must contain: any of these phrases; or, with `not`, none of them. */
export interface SearchPhrases {
  readonly any: readonly string[];
  /** The last word of each may go on. */
  readonly prefix: boolean;
  readonly not: boolean;
}

/** Phrases, or everything that any one of several lists asks for. */
export type SearchClauseRow = SearchPhrases | { readonly either: readonly (readonly SearchClauseRow[])[] };

/** A search as the database understands it. */
export interface SearchPlan {
  /** A tsquery as text; null when the clauses ask for nothing. */
  readonly terms: string | null;
  /** The caller's conversations now. */
  readonly conversationIds: readonly string[];
}

/**
 * What a search asks for and where it may look, as constants for the statement that looks: the planner then knows how
 * common the words are and how much of everything the caller's conversations hold.
 *
 * Lock: none. Index: `members_user`.
 */
export async function planSearch(
  query: Query,
  { userId, clauses }: { readonly userId: string; readonly clauses: readonly SearchClauseRow[] },
): Promise<SearchPlan> {
  const [plan] = await query<SearchPlan>`
    select nova_search_query(${JSON.stringify(clauses)}::jsonb)::text as terms, (
      select coalesce(json_agg(conversation_id), '[]') from members where user_id = ${userId}
    ) as "conversationIds"`;
  return plan ?? { terms: null, conversationIds: [] };
}
