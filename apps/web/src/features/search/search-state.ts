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

/** Somebody goes to what was found: the panel that they see there is not what they go to. */
let isFollowing = false;

export function markFollowing(is: boolean): void {
  isFollowing = is;
}

export function isFollowed(): boolean {
  return isFollowing;
}

/** What was found last, if it was for this. */
export function foundBefore(self: string, key: string): FoundPages | null {
  return held.self === self && held.found?.key === key ? held.found : null;
}

export function keepFound(self: string, found: FoundPages): void {
  if (held.self === self) held.found = found;
}
