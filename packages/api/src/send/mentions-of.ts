import { mentionedHandles, type Reach, reachIn } from '@nova/contract';
import { type MentionedMember, reachIds, reachOf, type Standing } from '@nova/db';
import { mayMentionAll } from '../policy/message-policy.ts';

/** Whom a text can mention, read behind the lock. */
export interface MentionFacts {
  readonly mentioned: readonly MentionedMember[];
  /** Of conversations in which somebody wrote `@here`: who is in them and there. */
  readonly present: ReadonlyMap<string, readonly string[]>;
}

/** The handles in a text, asked for without reading texts that have none. */
export function handlesIn(body: string): string[] {
  return body.includes('@') ? mentionedHandles(body) : [];
}

/** Whom a text means at once, where its author may (G1); nobody when they may not: then it is a word like any other. */
export function reachFor(body: string, { conversation, role }: Standing, mentionAllMax: number): Reach | null {
  if (!body.includes('@') || !conversation || !role) return null;
  const { kind, memberCount } = conversation;
  return mayMentionAll({ kind, role, memberCount, max: mentionAllMax }) === null ? reachIn(body) : null;
}

/** Everybody whom a new message mentions: by name, and at once. Its author is not among those who are there. */
export function everybodyMentioned(
  named: readonly string[],
  reach: Reach | null,
  there: { readonly present: readonly string[]; readonly senderId: string },
): string[] {
  if (reach === null) return [...named];
  const present = reach === 'here' ? there.present.filter((userId) => userId !== there.senderId) : [];
  return [...new Set([...named, ...present, reachIds[reach]])];
}

/**
 * Everybody whom a message mentions under another text: those who are named now, and whom it reached at once when it
 * was sent, as long as the word is in it. An edit reaches nobody anew (G1).
 */
export function mentionedAfterEdit(named: readonly string[], before: readonly string[], body: string): string[] {
  const reach = reachOf(before);
  if (reach === null) return [...named];
  // Who was there stands among the others: as long as the word stays, nobody is taken out.
  const still = reach === 'here' && reachIn(body) !== null ? before : [];
  return [...new Set([...named, ...still, reachIds[reach]])];
}
