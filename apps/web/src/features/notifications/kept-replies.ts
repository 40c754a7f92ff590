import { alone } from './shared-lock.ts';

/** What a person has answered from a notification, until the outbox has it. */
export interface KeptReply {
  /** The idempotency key of the message that it becomes. */
  readonly clientId: string;
  /** Whose notification it was: nobody else sends it. */
  readonly userId: string;
  readonly conversationId: string;
  readonly threadRootId: string | null;
  readonly body: string;
}

const cacheName = 'nova-replies';

/** Resolves when it lies on the device (O1). */
export async function keepReply(reply: KeptReply): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.put(`/replies/${reply.clientId}`, new Response(JSON.stringify(reply)));
}

/**
 * Hands what lies there to the outbox, the oldest first, and forgets each when `take` has resolved. Whoever dies in
 * between leaves it to be handed on again under the same `clientId`, which is the same message (W6).
 */
export function takeReplies(userId: string, take: (reply: KeptReply) => Promise<void>): Promise<void> {
  return alone(cacheName, async () => {
    const cache = await caches.open(cacheName);
    for (const key of await cache.keys()) {
      const kept = await cache.match(key);
      // Written by `keepReply` alone.
      const reply = kept && ((await kept.json()) as KeptReply);
      if (reply?.userId !== userId) continue;
      await take(reply);
      await cache.delete(key);
    }
  });
}

/** Takes what was not handed on off the device (O8). */
export async function forgetReplies(): Promise<void> {
  await caches.delete(cacheName);
}
