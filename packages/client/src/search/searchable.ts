/** A text as it is compared: without case and accents, and with one form of each letter. */
export function searchable(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
