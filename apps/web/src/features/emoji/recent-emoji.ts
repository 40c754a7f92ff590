/** What a person reacted with last on this device. */
const key = 'nova-recent-emoji';
const usual = ['👍', '❤️', '😂', '🎉', '👀', '✅'];
const keptMax = 24;

/** The newest first, filled up with the most usual ones. */
export function recentEmoji(count: number): string[] {
  const own = read();
  return [...own, ...usual.filter((one) => !own.includes(one))].slice(0, count);
}

export function rememberEmoji(emoji: string): void {
  try {
    const kept = [emoji, ...read().filter((one) => one !== emoji)].slice(0, keptMax);
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // No storage: nothing to remember it in.
  }
}

/** Nothing of whoever was signed in stays on the device (O8). */
export function forgetEmoji(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage: nothing is in it.
  }
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
