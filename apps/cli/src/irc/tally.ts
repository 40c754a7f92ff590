import type { SpokenKind, SystemKind } from './parse-line.ts';
import type { LinkCounts } from './reply-links.ts';

type LineKind = SpokenKind | SystemKind | 'blank' | 'unknown';

/**
 * What was found in logs. Every line is in exactly one of `lines`, and every line that somebody said is a message of
 * the import, or one of `empty`.
 */
export interface Tally {
  files: number;
  readonly lines: Record<LineKind, number>;
  /** Of the lines that somebody said: those with nothing visible in them. They are left out. */
  empty: number;
  /** Messages of the import: a line of more than `limits.bodyMaxChars` characters makes several. */
  importable: number;
  /** Those of them that go on with an over-long line. */
  continuations: number;
  /** Bytes that are no UTF-8, or NUL, in lines that somebody said; they were replaced. */
  brokenBytes: number;
  /** Lines that somebody said with control characters in them; they are kept. */
  withControls: number;
  /** Names cut at `limits.nameMaxChars`. */
  cutNames: number;
  readonly links: { -readonly [kind in keyof LinkCounts]: number };
}

export function emptyTally(): Tally {
  return {
    files: 0,
    lines: { message: 0, action: 0, notice: 0, join: 0, leave: 0, rename: 0, other: 0, blank: 0, unknown: 0 },
    empty: 0,
    importable: 0,
    continuations: 0,
    brokenBytes: 0,
    withControls: 0,
    cutNames: 0,
    links: { starts: 0, replies: 0, further: 0, dangling: 0, malformed: 0 },
  };
}

export function addTally(to: Tally, { lines, links, ...numbers }: Tally): void {
  addEach(to.lines, lines);
  addEach(to.links, links);
  to.files += numbers.files;
  to.empty += numbers.empty;
  to.importable += numbers.importable;
  to.continuations += numbers.continuations;
  to.brokenBytes += numbers.brokenBytes;
  to.withControls += numbers.withControls;
  to.cutNames += numbers.cutNames;
}

function addEach<Key extends string>(to: Record<Key, number>, from: Record<Key, number>): void {
  for (const key of Object.keys(from) as Key[]) to[key] += from[key];
}

/** Lines that somebody said: messages, actions and notices. */
export function spokenLines({ lines }: Pick<Tally, 'lines'>): number {
  return lines.message + lines.action + lines.notice;
}

export function allLines({ lines }: Pick<Tally, 'lines'>): number {
  return Object.values(lines).reduce((sum, count) => sum + count, 0);
}
