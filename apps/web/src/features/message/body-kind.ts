/**
 * Everything that Markdown, as it is read here, may make something else of, and little more: who reads it is large, and takes
 * its time.
 */
const marks = new RegExp(
  [
    // Around words, if two of them are; an underscore within a word is one of its letters.
    String.raw`\*[^]*\*`,
    '`[^]*`',
    '~[^]*~',
    String.raw`(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])`,
    // Links by a name, and what they are names for.
    String.raw`\][(:]`,
    // Links by their address.
    String.raw`:\/\/|www\.|\S@\S*\.\S`,
    // What stands for a sign, and for markup, which stays text.
    '\\\\(?:[!-/:-@[-`{-~]|$)',
    '&#?[0-9A-Za-z]+;',
    '<[A-Za-z/!?]',
    // At the beginning of a line: a heading, a quotation, a list, code.
    String.raw`^[ \t]*(?:#{1,6}|[-+*]|\d{1,9}[.)])(?:[ \t]|$)`,
    String.raw`^[ \t]*>`,
    String.raw`^(?:\t|[ \t]{2,})\S`,
    // A line that ends harder than others.
    String.raw`[ \t]{2,}$`,
    // A line under a heading, or under the head of a table.
    String.raw`^[ \t]*=+[ \t]*$`,
    String.raw`^[ \t|:]*-[ \t|:-]*$`,
  ].join('|'),
  'mu',
);

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
