import { limits } from '@nova/contract';
import type { SpokenLine } from './parse-line.ts';

/**
 * The bodies of the messages that a line becomes: none when nothing of it is visible, several when it is longer than a
 * message may be. Joined they are what was written. An action begins with `/me `.
 */
export function bodiesOf({ kind, text }: SpokenLine): string[] {
  if (!/[^\s\p{Cc}\p{Cf}]/u.test(text)) return [];
  const bodies: string[] = [];
  for (let rest = kind === 'action' ? `/me ${text}` : text; rest.length > 0; ) {
    const body = cut(rest, limits.bodyMaxChars);
    bodies.push(body);
    rest = rest.slice(body.length);
  }
  // A stretch of nothing but spaces cannot be a message of its own.
  return bodies.filter((body) => body.trim().length > 0);
}

/** The beginning of a text, at most `maxChars` long, without half of a surrogate pair at its end. */
export function cut(text: string, maxChars: number): string {
  const end = text.slice(0, maxChars);
  return end.isWellFormed() ? end : end.slice(0, -1);
}
