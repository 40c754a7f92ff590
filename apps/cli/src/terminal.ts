/** Where a command speaks. */
export interface Terminal {
  /** Whether a program reads: then `print` is given JSON and nothing else. */
  readonly json: boolean;
  /** Whether a person looks on: progress bars move. */
  readonly isInteractive: boolean;
  /** What the command was asked for: a line of stdout. */
  print(line: string): void;
  /** What is worth knowing meanwhile: a line of stderr. */
  note(line: string): void;
  /** Writes to stdout as it is; resolves when the system has taken all of it. @throws when nobody reads any more. */
  write(text: string): Promise<void>;
}

/** The terminal of this process. */
export function processTerminal(json: boolean): Terminal {
  return {
    json,
    isInteractive: process.stderr.isTTY === true,
    print: (line) => void process.stdout.write(`${printable(line)}\n`),
    note: (line) => void process.stderr.write(`${printable(line)}\n`),
    write: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Other people's text must not move the cursor or ring the bell: control characters are shown, not sent. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}]/gu, (character) => {
    if (character === '\n' || character === '\t') return character;
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\uFFFD';
  });
}
