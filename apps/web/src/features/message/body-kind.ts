/** Everything that Markdown, as it is read here, may make something else of. */
const marks =
  /[*_`~#>|[\]\\<&]|:\/\/|www\.|\S@\S+\.\S|^[ \t]*(?:[-+]|\d{1,9}[.)])(?:[ \t]|$)|^[ \t]{2,}\S|[ \t]{2,}$|^[-=]{2,}[ \t]*$/m;

/** Whether a text reads the same with and without Markdown. */
export function isPlain(text: string): boolean {
  return !marks.test(text);
}

const emojiMax = 8;
const letters = /[\p{L}\p{N}]/u;
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

/** Whether a text is a few emoji and nothing else: those are shown large. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > 80 || letters.test(text) || !pictures.test(text)) return false;
  const signs = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return signs.length <= emojiMax && signs.every((segment) => pictures.test(segment));
}

/** What stands between empty lines. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
