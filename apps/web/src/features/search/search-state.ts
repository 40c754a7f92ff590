import type { SearchAnswer } from '@nova/client';
import type { SearchOperator } from '@nova/contract';

/** What is being looked for: it stays while one goes to what was found, and back. */
export interface SearchState {
  readonly chips: readonly SearchOperator[];
  /** What is typed beside the chips. */
  readonly text: string;
  readonly where: 'here' | 'everywhere';
  readonly sort: 'relevance' | 'time';
}

/** Pages that were found, and for what. */
export interface FoundPages {
  readonly key: string;
  readonly pages: readonly SearchAnswer[];
}

interface Held {
  readonly self: string;
  readonly state: SearchState;
  found: FoundPages | null;
}

const nothing: SearchState = { chips: [], text: '', where: 'here', sort: 'relevance' };

/** Of one person, in one tab. */
let held: Held = { self: '', state: nothing, found: null };
const listeners = new Set<() => void>();

/** The same object until it changes; somebody else's search is nobody's. */
export function readSearch(self: string): SearchState {
  if (held.self !== self) held = { self, state: nothing, found: null };
  return held.state;
}

export function changeSearch(self: string, change: Partial<SearchState>): void {
  held = { self, state: { ...readSearch(self), ...change }, found: held.found };
  for (const listener of listeners) listener();
}

export function onSearch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where somebody went to what was found: the panel that they see elsewhere then is not what they go to. */
let followedFrom: { readonly conversationId: string | null } | null = null;

export function markFollowing(conversationId: string | null): void {
  followedFrom = { conversationId };
}

/** Whether a panel is there because of that; asked when it appears, which may be long after the one before has gone. */
export function isFollowed(conversationId: string | null): boolean {
  return followedFrom !== null && followedFrom.conversationId !== conversationId;
}

export function endFollowing(): void {
  followedFrom = null;
}

/** What was found last, if it was for this. */
export function foundBefore(self: string, key: string): FoundPages | null {
  return held.self === self && held.found?.key === key ? held.found : null;
}

export function keepFound(self: string, found: FoundPages): void {
  if (held.self === self) held.found = found;
}
