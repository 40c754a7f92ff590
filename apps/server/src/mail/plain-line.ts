/** Controls, and marks that turn the writing around; what joins the parts of an emoji or of a word stays. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** What people wrote, as one line of at most so many characters that can do nothing to what stands around it. */
export function plainLine(text: string, maxChars: number): string {
  return cut(text.toWellFormed().replaceAll(unseen, ' ').replaceAll(/\s+/gu, ' ').trim(), maxChars);
}

/** Cuts between what people see as characters; an ellipsis says so. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length >= maxChars) break;
    kept += segment;
  }
  return `${kept}…`;
}
