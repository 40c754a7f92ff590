/** Whether two different words are one slip apart: a letter too many, too few, another, or two neighbours swapped. */
export function isOneTypo(a: string, b: string): boolean {
  const [short, long] = [Array.from(a), Array.from(b)].sort((one, other) => one.length - other.length);
  if (!short || !long) return false;
  if (long.length - short.length > 1 || a === b) return false;
  const at = short.findIndex((letter, place) => letter !== long[place]);
  if (at < 0) return long.length > short.length;
  const rest = (word: readonly string[], from: number): string => word.slice(from).join('');
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  if (rest(short, at + 1) === rest(long, at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
}
