/** Controls, what turns the direction of writing, and what is not seen; joiners stay, some scripts are written with them. */
const unseen = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Marks on top of marks, which reach into other lines. */
const heap = /(\p{M}{3})\p{M}+/gu;

/** A text from elsewhere as one line of at most `maxChars`; null when nothing is left of it. */
export function cleanLine(text: string, maxChars: number): string | null {
  const line = text
    // No more than could be left of it: what follows is not looked at.
    .slice(0, maxChars * 20)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(unseen, '')
    .replace(heap, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(line)) return null;
  if (line.length <= maxChars) return line;
  const cut = line
    .slice(0, maxChars - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '');
  return `${cut.trimEnd()}…`;
}
