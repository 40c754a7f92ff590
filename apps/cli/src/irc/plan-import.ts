import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CliError, exitCodes } from '../cli-error.ts';
import { dateOf, readLogFile } from './log-file.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';

/** The logs of one year: they become one public channel. */
export interface PlannedChannel {
  readonly year: string;
  /** Names it for ever: importing again finds the same channel. */
  readonly source: string;
  readonly title: string;
  readonly topic: string;
  /** Oldest first: the order of its messages. */
  readonly paths: readonly string[];
  readonly tally: Tally;
}

export interface ImportPlan {
  /** Names the people of the import: a nick is one placeholder in all its channels. */
  readonly authorSource: string;
  readonly authors: ReadonlySet<string>;
  readonly channels: readonly PlannedChannel[];
  readonly tally: Tally;
}

export interface PlanOptions {
  /** Files, and folders of which every `*.log` is meant. */
  readonly paths: readonly string[];
  /** The IRC channel, with or without its `#`; without it, the one most people joined in the logs. */
  readonly channel: string | undefined;
  readonly signal: AbortSignal;
  /** Told after each file that was read. */
  readonly onRead?: (done: number, all: number) => void;
}

/** Reads every log once and decides what becomes of it; keeps none of the text. @throws CliError. */
export async function planImport({ paths, channel, signal, onRead }: PlanOptions): Promise<ImportPlan> {
  const logs = await logsOf(paths);
  const authors = new Set<string>();
  const joined = new Map<string, number>();
  const years = new Map<string, { paths: string[]; tally: Tally }>();
  for (const [at, path] of logs.entries()) {
    signal.throwIfAborted();
    const log = await readLogFile(path);
    for (const { author } of log.said) authors.add(author);
    for (const [name, times] of log.joined) joined.set(name, (joined.get(name) ?? 0) + times);
    const year = dateOf(path).slice(0, 4);
    const entry = years.get(year) ?? { paths: [], tally: emptyTally() };
    years.set(year, entry);
    entry.paths.push(path);
    addTally(entry.tally, log.tally);
    onRead?.(at + 1, logs.length);
  }
  const name = channelName(channel, joined);
  const tally = emptyTally();
  for (const entry of years.values()) addTally(tally, entry.tally);
  const channels = [...years].map(([year, entry]) => ({
    year,
    source: `irc:${name}:${year}`,
    title: `${name} ${year}`,
    topic: `What was said in the IRC channel #${name} in ${year}, imported from its logs.`,
    ...entry,
  }));
  return { authorSource: `irc:${name}`, authors, channels, tally };
}

/** The files meant, by their dates. @throws CliError when there is none, or one twice. */
async function logsOf(paths: readonly string[]): Promise<string[]> {
  const found = (await Promise.all(paths.map(filesOf))).flat();
  if (found.length === 0) {
    throw new CliError('There is no log to import: name files, or folders with *.log files.', {
      code: exitCodes.usage,
    });
  }
  const byName = new Map<string, string>();
  for (const path of found) {
    const other = byName.get(basename(path));
    if (other !== undefined) {
      throw new CliError(`${other} and ${path} have one name, and a log is known by its name: import it once.`, {
        code: exitCodes.usage,
      });
    }
    byName.set(basename(path), path);
  }
  const keyed = found.map((path) => ({ path, key: `${dateOf(path)} ${basename(path)}` }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ path }) => path);
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CliError(`${path}: there is no such file.`, { code: exitCodes.usage, cause: error });
  });
  if (!found.isDirectory()) return path.endsWith('.links') ? [] : [path];
  return (await readdir(path)).filter((name) => name.endsWith('.log')).map((name) => join(path, name));
}

function channelName(given: string | undefined, joined: ReadonlyMap<string, number>): string {
  const [most] = [...joined].toSorted(([, a], [, b]) => b - a);
  const name = (given ?? most?.[0] ?? '').replace(/^#/, '').toLowerCase();
  // What a source may be made of, and short enough for a title with a year.
  if (/^[a-z0-9._-]{1,60}$/.test(name)) return name;
  throw new CliError(
    given === undefined
      ? 'The logs do not say which channel they are of: name it with --channel.'
      : `"${given}" is no name for a channel: letters a to z, digits, ".", "_" and "-", 60 at most.`,
    { code: exitCodes.usage },
  );
}
