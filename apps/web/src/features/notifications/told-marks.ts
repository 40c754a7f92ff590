import { alone } from './shared-lock.ts';

/** Kept by page and worker alike: nothing but places in logs. */
const cacheName = 'nova-told';
const keyOf = (conversationId: string): string => `/told/${conversationId}`;

/**
 * Notes that this device tells of a message, and answers which one of the same conversation it told of last, 0 for none;
 * null when it has told of this one before, or of a newer one. So what comes by two ways, or twice by one, is shown once
 * (B8).
 */
export function markTold(conversationId: string, seq: number): Promise<number | null> {
  return alone(cacheName, async () => {
    const cache = await caches.open(cacheName);
    const known = await cache.match(keyOf(conversationId));
    const before = known ? Number(await known.text()) : 0;
    if (before >= seq) return null;
    await cache.put(keyOf(conversationId), new Response(String(seq)));
    return before;
  });
}

/** Takes the marks off the device (O8). */
export async function forgetTold(): Promise<void> {
  await caches.delete(cacheName);
}
