import type { Reach } from '@nova/contract';

/**
 * What stands among the people whom a message mentions for everybody at once, and stays there whatever becomes of its
 * text. For `channel` nobody else need stand there: whoever was in the conversation then joined before its `seq`. For
 * `here` those who were there stand beside it.
 */
export const reachIds: Readonly<Record<Reach, string>> = {
  channel: '00000000-0000-0000-0000-000000000000',
  here: '00000000-0000-0000-0000-000000000001',
};

/** Whom somebody's mentions reached at once; null for nobody but those who are named. */
export function reachOf(mentionIds: readonly string[]): Reach | null {
  if (mentionIds.includes(reachIds.channel)) return 'channel';
  return mentionIds.includes(reachIds.here) ? 'here' : null;
}
