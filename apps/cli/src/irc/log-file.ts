import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '@nova/contract';
import { CliError, exitCodes } from '../cli-error.ts';
import { bodiesOf, cut } from './bodies-of.ts';
import { decodeLine, linesOf } from './decode-line.ts';
import { dateInName, LogClock } from './log-clock.ts';
import { joinedChannel, parseLine, type SpokenLine } from './parse-line.ts';
import { readReplyLinks } from './reply-links.ts';
import { emptyTally, type Tally } from './tally.ts';

/** One line of a log that becomes a message, or several when it is over-long. */
export interface SaidLine {
  /** Counted from 0. */
  readonly number: number;
  readonly author: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly bodies: readonly string[];
  /** Number of the line it replies to. */
  readonly replyTo: number | null;
}

export interface LogFile {
  /** The file's name without its folder: with a line's number it names a message for ever. */
  readonly name: string;
  readonly said: readonly SaidLine[];
  readonly tally: Tally;
  /** Channels that somebody joined in it, and how often. */
  readonly joined: ReadonlyMap<string, number>;
}

/** The date of a log. @throws CliError when its name tells none. */
export function dateOf(path: string): string {
  const date = dateInName(basename(path));
  if (date !== null) return date;
  throw new CliError(`${path}: the name tells no date. Logs are named by their day, such as 2004-12-25.log.`, {
    code: exitCodes.usage,
  });
}

/** Reads a log, and beside it the `.links` of the same name when there are any. @throws CliError. */
export async function readLogFile(path: string): Promise<LogFile> {
  const date = dateOf(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new CliError(`${path} cannot be read.`, { cause: error });
  });
  const links = await readFile(linksOf(path), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new CliError(`${linksOf(path)} cannot be read.`, { cause: error });
  });
  return readLog({ name: basename(path), date, bytes, links });
}

/** `x.log` → `x.links`. */
function linksOf(path: string): string {
  return `${path.replace(/\.[^./\\]*$/, '')}.links`;
}

interface LogText {
  readonly name: string;
  readonly date: string;
  readonly bytes: Uint8Array;
  readonly links: string;
}

/** Reads a log. Pure. */
export function readLog({ name, date, bytes, links }: LogText): LogFile {
  const tally = { ...emptyTally(), files: 1 };
  const joined = new Map<string, number>();
  const spoken = new Map<number, SpokenLine>();
  let number = 0;
  for (const line of linesOf(bytes)) {
    const { text, brokenBytes } = decodeLine(line);
    const parsed = parseLine(text);
    tally.lines[parsed.kind]++;
    if ('text' in parsed) {
      spoken.set(number, parsed);
      tally.brokenBytes += brokenBytes;
      if (/\p{Cc}/u.test(parsed.text)) tally.withControls++;
    } else if (parsed.kind === 'join') {
      const channel = joinedChannel(text);
      if (channel !== null) joined.set(channel, (joined.get(channel) ?? 0) + 1);
    }
    number++;
  }
  return { name, said: sayings(spoken, { date, links, tally }), tally, joined };
}

function sayings(
  spoken: ReadonlyMap<number, SpokenLine>,
  { date, links, tally }: { date: string; links: string; tally: Tally },
): SaidLine[] {
  const bodies = new Map([...spoken].map(([number, line]) => [number, bodiesOf(line)]));
  const { replyTo, counts } = readReplyLinks(links, (number) => (bodies.get(number)?.length ?? 0) > 0);
  Object.assign(tally.links, counts);
  const clock = new LogClock(
    date,
    [...spoken.values()].reduce((latest, { minute }) => Math.max(latest, minute), 0),
  );
  const said: SaidLine[] = [];
  for (const [number, { nick, minute }] of spoken) {
    const sentAt = clock.next(minute);
    const texts = bodies.get(number) ?? [];
    if (texts.length === 0) {
      tally.empty++;
      continue;
    }
    const author = cut(nick, limits.nameMaxChars).trim();
    if (author !== nick) tally.cutNames++;
    tally.importable += texts.length;
    tally.continuations += texts.length - 1;
    said.push({ number, author, sentAt, bodies: texts, replyTo: replyTo.get(number) ?? null });
  }
  return said;
}
