/**
 * Names in Redis. Everything of one conversation carries the hash tag `{id}`, so that it lives in one slot
 * of a cluster and one script may touch it all (R5). The epoch is part of the stream's name:
 * after a restore the old stream is another stream (D9).
 */
export const keys = {
  stream: (epoch: string, conversationId: string): string => `nova:{${conversationId}}:log:${epoch}`,
  wake: (conversationId: string): string => `nova:{${conversationId}}:wake`,
  typing: (conversationId: string): string => `nova:{${conversationId}}:typing`,
  /** A channel: the conversations that a person is in became others. */
  memberships: (userId: string): string => `nova:{user:${userId}}:memberships`,
  /** A channel: what changed for one person alone. */
  inbox: (userId: string): string => `nova:{user:${userId}}:inbox`,
  /** A channel: who is another one now, and in which conversations that is seen. */
  people: 'nova:{people}:news',
  /** A sorted set: the nodes on which somebody has a socket, by when each claim lapses. */
  online: (userId: string): string => `nova:{user:${userId}}:online`,
  /** A channel: what nodes tell each other of who is on them. */
  roster: 'nova:{roster}:words',
  /** A channel: comings and goings of one person. */
  presence: (userId: string): string => `nova:{user:${userId}}:presence`,
} as const;

/** The conversation (or `user:<id>`) inside a channel name; `null` for a foreign one. */
export function taggedId(channel: string): string | null {
  return /^nova:\{([^}]+)\}:/.exec(channel)?.[1] ?? null;
}
