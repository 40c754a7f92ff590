import type { LogEntry } from '@nova/contract';

/**
 * The users whose list of conversations these events changed. Reading them from the text is safe: within a JSON
 * string the quotes are escaped, so no body can look like an event's type.
 */
export function membershipNews(entries: readonly LogEntry[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { text } of entries) {
    // One look at each text: this runs for every message that is sent.
    if (!text.includes('"type":"member.')) continue;
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null || !('type' in event) || !('userId' in event)) continue;
    if ((event.type === 'member.added' || event.type === 'member.removed') && typeof event.userId === 'string')
      found.add(event.userId);
  }
  return found;
}
