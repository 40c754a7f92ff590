/** The words of a message in one line, without the signs of Markdown: for quotes and previews. */
export function plainText(body: string): string {
  return (
    body
      .replace(/```[^\n`]*\n?/g, ' ')
      .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
      .replace(/^[^\S\n]{0,3}[-*+][^\S\n]+/gm, '• ')
      .replace(/^[^\S\n]{0,3}(?:#{1,6}|>)[^\S\n]+/gm, '')
      .replace(/(\*\*|__|~~|`)/g, '')
      .replace(/(?<![\p{L}\p{N}])\*|\*(?![\p{L}\p{N}])/gu, '')
      // Beside what was found and is marked, it is a part of a name.
      .replace(/(?<![\p{L}\p{N}\p{Co}])_|_(?![\p{L}\p{N}\p{Co}])/gu, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const forwardAlone = /^\s*↪ \[([^\]\n]*)\]\([^)\n]*\)\s*$/u;

/** The same; a message that forwards another one without a word of its own says whose: `forwardOf` puts it into words. */
export function lineText(body: string, forwardOf: (name: string) => string): string {
  const [, name] = forwardAlone.exec(body) ?? [];
  return name === undefined ? plainText(body) : forwardOf(name);
}
