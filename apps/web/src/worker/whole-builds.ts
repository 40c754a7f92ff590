import { cacheNames, CacheFirst } from 'serwist';

/** What the build before this one was made of, for tabs that still run it. */
const earlierCache = 'nova-earlier-build';

/** Under names that change with the contents; what keeps its name is of the newest build alone. */
const builtPath = /^\/_next\/static\//;

/**
 * Keeps what the build before was made of, until the next update: when one tab takes an update, the others go on with parts
 * that they may not have loaded yet, and the server has no more. Call it before the build that is `listed` takes the place
 * of the one before. Never rejects: without room nothing is kept, and a part that is missed then says so.
 */
export async function keepEarlier(listed: ReadonlySet<string>): Promise<void> {
  try {
    await caches.delete(earlierCache);
    const [newest, earlier] = await Promise.all([caches.open(cacheNames.precache), caches.open(earlierCache)]);
    for (const file of await newest.keys()) {
      if (!builtPath.test(new URL(file.url).pathname) || listed.has(file.url)) continue;
      const kept = await newest.match(file);
      if (kept) await earlier.put(file, kept);
    }
  } catch {
    // The update is more than what it leaves behind.
  }
}

/** Answers with a file of the build before where the device has it, and asks the server otherwise; keeps nothing more. */
export function earlierFirst(): CacheFirst {
  return new CacheFirst({ cacheName: earlierCache, plugins: [{ cacheWillUpdate: () => Promise.resolve(null) }] });
}
