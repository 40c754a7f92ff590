/** Somebody mentioned: `text` from `at` to `end` is `@` and the handle, without what only follows it. */
export interface Mention {
  /** Lower-case. */
  readonly handle: string;
  readonly at: number;
  readonly end: number;
}

/** Every mention in a text, in order of appearance. An address such as a@b.c is no mention. */
export function mentionsIn(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}._@/-])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,31})/gu)) {
    const handle = (match[1] ?? '').replace(/[._-]+$/u, '');
    if (handle.length >= 2)
      found.push({ handle: handle.toLowerCase(), at: match.index, end: match.index + 1 + handle.length });
  }
  return found;
}

/** Handles mentioned in a body, lower-cased, each once, in order of appearance. */
export function mentionedHandles(body: string): string[] {
  return [...new Set(mentionsIn(body).map(({ handle }) => handle))];
}

/** Words that mention everybody in a conversation, or everybody who is there. Nobody has one as a handle. */
export const reachWords = ['channel', 'here'] as const;
export type Reach = (typeof reachWords)[number];

/** Whom a text mentions at once; the wider where it says both. Null for nobody. */
export function reachIn(body: string): Reach | null {
  const handles = mentionedHandles(body);
  return reachWords.find((word) => handles.includes(word)) ?? null;
}
