import type { LogEntry } from '@nova/contract';

/**
 * The users whose list of conversations these events changed. Reading them from the text is safe: within a JSON
 * string the quotes are escaped, so no body can look like an event's type.
 */
export function membershipNews(entries: readonly LogEntry[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { text } of entries) {
    if (!text.includes('"type":"member.added"') && !text.includes('"type":"member.removed"')) continue;
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && 'userId' in event && typeof event.userId === 'string')
      found.add(event.userId);
  }
  return found;
}
