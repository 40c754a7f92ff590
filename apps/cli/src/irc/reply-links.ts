/** The links of a log, each counted once: `starts + replies + further + dangling + malformed` is all of them. */
export interface LinkCounts {
  /** A line linked to itself: it begins a conversation. */
  readonly starts: number;
  /** A line that answers another: becomes a reply. */
  readonly replies: number;
  /** One more line that it answers: a message replies to one, the nearest. */
  readonly further: number;
  /** From or to a line that is not imported, or that comes later. */
  readonly dangling: number;
  /** Not `earlier later -`. */
  readonly malformed: number;
}

export interface ReplyLinks {
  /** Number of a line → number of the line it replies to. */
  readonly replyTo: ReadonlyMap<number, number>;
  readonly counts: LinkCounts;
}

/**
 * Reads a `.links` file: one `earlier later -` per line, numbers of lines counted from 0. `isImported` says which
 * lines become messages: only those can be replied to.
 */
export function readReplyLinks(text: string, isImported: (line: number) => boolean): ReplyLinks {
  const replyTo = new Map<number, number>();
  const counts = { starts: 0, replies: 0, further: 0, dangling: 0, malformed: 0 };
  for (const row of text.split('\n')) {
    if (row.trim() === '') continue;
    const match = /^\s*(\d{1,9})\s+(\d{1,9})\s+-\s*$/.exec(row);
    if (!match) {
      counts.malformed++;
      continue;
    }
    const [earlier, later] = [Number(match[1]), Number(match[2])];
    if (earlier === later) counts.starts++;
    else if (earlier > later || !isImported(earlier) || !isImported(later)) counts.dangling++;
    else {
      const known = replyTo.get(later);
      counts[known === undefined ? 'replies' : 'further']++;
      replyTo.set(later, Math.max(earlier, known ?? earlier));
    }
  }
  return { replyTo, counts };
}
