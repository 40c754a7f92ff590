/** Words as any language divides them, also those that write none apart. */
const words = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Whether a text has one of these words or phrases in it as whole words, whatever their case, width or accents' form.
 * A word begins and ends where the language of the text lets it: `ann` is not in `annual`, `京都` is not in `東京都`.
 */
export function hasKeyword(text: string, keywords: readonly string[]): boolean {
  if (keywords.length === 0 || text === '') return false;
  const folded = fold(text);
  const present = keywords.map(fold).filter((keyword) => keyword !== '' && folded.includes(keyword));
  if (present.length === 0) return false;
  const edges = edgesOf(folded);
  return present.some((keyword) => isWhole(folded, keyword, edges));
}

/** Where words and what lies between them begin and end. */
function edgesOf(text: string): ReadonlySet<number> {
  const edges = new Set([text.length]);
  for (const { index } of words.segment(text)) edges.add(index);
  return edges;
}

function isWhole(text: string, keyword: string, edges: ReadonlySet<number>): boolean {
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1))
    if (edges.has(at) && edges.has(at + keyword.length)) return true;
  return false;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
}
