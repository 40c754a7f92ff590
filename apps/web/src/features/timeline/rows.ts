import type { TimelineLine, TimelineMessage, ToldNotice } from '@nova/client';
import type { Notice } from '@nova/contract';

interface Place {
  readonly key: string;
  /** The first of its day. */
  readonly isNewDay: boolean;
  /** The first of all: what stands above it is the beginning of the conversation. */
  readonly isFirst: boolean;
}

/**
 * How a line stands among its neighbours in the log, whatever of it is loaded. Its look depends on this and on the line,
 * on nothing else.
 */
export type Row =
  | (Place & {
      readonly type: 'message';
      readonly message: TimelineMessage;
      /** Begins a group: shows its author and time. */
      readonly isHead: boolean;
      /** The first that was unread when one came in. */
      readonly isFirstUnread: boolean;
    })
  /** What happened without a word between, told together. */
  | (Place & { readonly type: 'notices'; readonly notices: readonly ToldNotice[] });

export interface RowsOptions {
  /** The line above what is new stands above this one. */
  readonly unreadKey: string | null;
  /** The beginning of the conversation stands above the first line. */
  readonly isBeginning: boolean;
  /** There are others before the first line, not loaded yet. */
  readonly hasMoreBefore: boolean;
  /** Between two people nobody joins or leaves. */
  readonly isDirect: boolean;
  /** When what stands above all of them was said; nothing does where it is left out. */
  readonly after?: string;
}

/** Messages of one author this close together share one head. */
const groupMs = 5 * 60_000;

/**
 * Makes rows of lines. A row keeps its identity while nothing of it changes, so that a message that arrives renders
 * itself and nothing else.
 */
export class Rows {
  #known = new Map<string, Row>();
  #rows: readonly Row[] = [];
  #of: { readonly lines: readonly TimelineLine[]; readonly options: RowsOptions } | null = null;

  of(lines: readonly TimelineLine[], options: RowsOptions): readonly Row[] {
    if (this.#of?.lines === lines && isSame(this.#of.options, options)) return this.#rows;
    const known = new Map<string, Row>();
    const rows: Row[] = [];
    const hidden = options.hasMoreBefore ? lastHidden(lines) : -1;
    let before: TimelineMessage | null = messageAt(lines, hidden);
    const since = before?.sentAt ?? options.after;
    let day: number | null = since === undefined ? null : dayOf(since);
    let notices: ToldNotice[] = [];
    const push = (row: Row): void => {
      const kept = this.#kept(row);
      known.set(row.key, kept);
      rows.push(kept);
    };
    const place = (key: string, at: string): Place => {
      const today = dayOf(at);
      const isNewDay = today !== day;
      day = today;
      return { key, isNewDay, isFirst: rows.length === 0 && options.isBeginning };
    };
    const tellNotices = (): void => {
      for (const group of groups(notices)) {
        const [first] = group;
        if (first) push({ type: 'notices', notices: group, ...place(`notice:${first.seq}`, first.at) });
        before = null;
      }
      notices = [];
    };
    for (const line of lines.slice(hidden + 1)) {
      if (line.type === 'notice') {
        if (isTold(line.notice, options.isDirect)) notices.push(line.notice);
        continue;
      }
      tellNotices();
      const { key, message } = line;
      const at = place(key, message.sentAt);
      const isFirstUnread = key === options.unreadKey;
      const isHead = at.isNewDay || isFirstUnread || before === null || !belongsTo(before, message);
      push({ type: 'message', message, isHead, isFirstUnread, ...at });
      before = message;
    }
    tellNotices();
    this.#known = known;
    this.#rows = rows;
    this.#of = { lines, options };
    return rows;
  }

  #kept(row: Row): Row {
    const known = this.#known.get(row.key);
    return known !== undefined && isSameRow(known, row) ? known : row;
  }
}

export interface UnreadOptions {
  readonly readSeq: number;
  readonly untilSeq: number;
  readonly self: string;
  readonly isBeginning: boolean;
}

/** The first message of somebody else after what had been read, up to a position; null when it is not here. */
export function firstUnread(
  messages: readonly TimelineMessage[],
  { readSeq, untilSeq, self, isBeginning }: UnreadOptions,
): string | null {
  const at = messages.findIndex(
    ({ seq, senderId }) => seq !== null && seq > readSeq && seq <= untilSeq && senderId !== self,
  );
  // Above the first message that is loaded there may be others.
  if (at < 0 || (at === 0 && !isBeginning)) return null;
  return messages[at]?.key ?? null;
}

/**
 * The first message, while others lie before it, is not drawn: it only tells how the next one stands. Drawn without
 * knowing what it follows, it would look otherwise, and move what one reads, once that is loaded. Alone, it is drawn.
 */
function lastHidden(lines: readonly TimelineLine[]): number {
  const isSaid = (line: TimelineLine): boolean => line.type === 'message' && line.message.seq !== null;
  const first = lines.findIndex(isSaid);
  return first === lines.findLastIndex(isSaid) ? -1 : first;
}

function messageAt(lines: readonly TimelineLine[], at: number): TimelineMessage | null {
  const line = lines[at];
  return line?.type === 'message' ? line.message : null;
}

function isSame(a: RowsOptions, b: RowsOptions): boolean {
  return (
    a.unreadKey === b.unreadKey &&
    a.isBeginning === b.isBeginning &&
    a.hasMoreBefore === b.hasMoreBefore &&
    a.isDirect === b.isDirect &&
    a.after === b.after
  );
}

function isSameRow(a: Row, b: Row): boolean {
  if (a.isNewDay !== b.isNewDay || a.isFirst !== b.isFirst) return false;
  if (a.type === 'message')
    return (
      b.type === 'message' && a.message === b.message && a.isHead === b.isHead && a.isFirstUnread === b.isFirstUnread
    );
  return (
    b.type === 'notices' &&
    a.notices.length === b.notices.length &&
    a.notices.every((notice, n) => notice === b.notices[n])
  );
}

/** Taking a pin off is no news, nor that who began a conversation is in it; between two people there is only what they pin. */
function isTold(notice: Notice, isDirect: boolean): boolean {
  if (notice.type === 'pin.changed') return notice.on;
  const isFounder = notice.type === 'member.added' && notice.seq === 2 && notice.userId === notice.actorId;
  return !isDirect && !isFounder;
}

/** Neighbours of one kind by one person are one: ‘Ann added Ben, Cleo and 3 others’; so are people who join by themselves. */
function groups(notices: readonly ToldNotice[]): ToldNotice[][] {
  const all: ToldNotice[][] = [];
  let before: ToldNotice | null = null;
  for (const notice of notices) {
    const group = all.at(-1);
    if (before && group && isTogether(before, notice)) group.push(notice);
    else all.push([notice]);
    before = notice;
  }
  return all;
}

function isTogether(a: Notice, b: ToldNotice): boolean {
  if (b.isAfterCut === true) return false;
  if (a.type !== b.type || (a.type !== 'member.added' && a.type !== 'member.removed') || !('userId' in b)) return false;
  const isByOneself = a.userId === a.actorId;
  return isByOneself ? b.userId === b.actorId : b.userId !== b.actorId && a.actorId === b.actorId;
}

function belongsTo(before: TimelineMessage, message: TimelineMessage): boolean {
  return (
    before.senderId === message.senderId &&
    message.replyToId === null &&
    Date.parse(message.sentAt) - Date.parse(before.sentAt) < groupMs
  );
}

const days = new Map<string, number>();

/** A number for each day of the device's time zone. By the hour, since making a date of each message takes long. */
function dayOf(at: string): number {
  const hour = at.slice(0, 13);
  const known = days.get(hour);
  if (known !== undefined) return known;
  const date = new Date(at);
  // Time zones that are a part of an hour off change their day within one.
  const isWhole = date.getTimezoneOffset() % 60 === 0;
  const day = date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
  if (isWhole && days.size < 10_000) days.set(hour, day);
  return day;
}
