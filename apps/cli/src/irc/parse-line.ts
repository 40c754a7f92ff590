/** What a line of a log is. `minute` is that of its day, 0 to 1439; `text` is as it was written. */
export type IrcLine =
  | { readonly kind: SpokenKind; readonly minute: number; readonly nick: string; readonly text: string }
  | { readonly kind: SystemKind | 'blank' | 'unknown' };

/** What somebody said: a message, an action (`/me`), or a notice. */
export type SpokenKind = 'message' | 'action' | 'notice';
/** What the network says of somebody: skipped by an import, and counted. */
export type SystemKind = 'join' | 'leave' | 'rename' | 'other';
export type SpokenLine = Extract<IrcLine, { text: string }>;

const time = String.raw`^\uFEFF?\[([01]\d|2[0-3]):([0-5]\d)\]`;
/** `<nick> text`; some clients keep the place of a mode before the nick, or fill it up with spaces. */
const message = new RegExp(String.raw`${time} <([^>]*)> ?([^]*)$`, 'u');
/** `* nick text`. */
const action = new RegExp(String.raw`${time}  \* (\S+) ?([^]*)$`, 'u');
/** `-nick:#channel- text`. */
const notice = new RegExp(String.raw`${time} -([^\s:]+):[^\s]*- ?([^]*)$`, 'u');
/** `(nick/#channel) text`: said in a channel while the log's owner looked at another. */
const aside = new RegExp(String.raw`${time} \(([^\s/()]+)/[^\s()]*\) ?([^]*)$`, 'u');

const forms: readonly (readonly [SpokenKind, RegExp])[] = [
  ['message', message],
  ['action', action],
  ['notice', notice],
  ['message', aside],
];

/** Reads one line, without its line feed. Never throws: what has no known form is `unknown`. */
export function parseLine(line: string): IrcLine {
  if (line.startsWith('===')) return { kind: systemKindOf(line) };
  for (const [kind, form] of forms) {
    const match = form.exec(line);
    if (!match) continue;
    const [, hour, minute, written = '', text = ''] = match;
    const nick = nickOf(written);
    if (nick === '') break;
    return { kind, minute: Number(hour) * 60 + Number(minute), nick, text };
  }
  return { kind: line.trim() === '' ? 'blank' : 'unknown' };
}

function systemKindOf(line: string): SystemKind {
  if (/ has joined [#&]\S*\s*$/u.test(line)) return 'join';
  if (/ has (?:left [#&]|quit)/u.test(line)) return 'leave';
  return / is now known as \S+\s*$/u.test(line) ? 'rename' : 'other';
}

/** Without the sign of a mode (`@`, `+` …) that clients print before it: no nick begins with one. */
function nickOf(written: string): string {
  return written
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[@+%&~!](?=.)/u, '');
}

/** The channel that somebody joined in this line, in lower case and without its `#`. */
export function joinedChannel(line: string): string | null {
  return /^===.* has joined [#&](\S+)\s*$/u.exec(line)?.[1]?.toLowerCase() ?? null;
}
