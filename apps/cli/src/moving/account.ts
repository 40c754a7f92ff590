/** What became of everything that a source holds. Every message that was found is imported, or skipped for one reason. */
export class Account {
  readonly found = new Map<string, number>();
  readonly skipped = new Map<string, number>();
  /** What is another one than it was: cut, left out of a message, put in other words. */
  readonly changed = new Map<string, number>();

  /** Something to import was found. */
  find(what: Found, count = 1): void {
    add(this.found, what, count);
  }

  /** Something that could have been a message is none, and why. */
  skip(reason: string, count = 1): void {
    add(this.skipped, reason, count);
  }

  /** Something comes over in another form, and how. */
  change(how: string, count = 1): void {
    add(this.changed, how, count);
  }

  include(other: Account): void {
    for (const [mine, theirs] of [
      [this.found, other.found],
      [this.skipped, other.skipped],
      [this.changed, other.changed],
    ] as const)
      for (const [key, count] of theirs) add(mine, key, count);
  }

  count(what: Found): number {
    return this.found.get(what) ?? 0;
  }

  get skippedInAll(): number {
    return [...this.skipped.values()].reduce((sum, count) => sum + count, 0);
  }

  toJSON(): object {
    return {
      found: Object.fromEntries(this.found),
      skipped: Object.fromEntries(this.skipped),
      changed: Object.fromEntries(this.changed),
    };
  }
}

export type Found =
  | 'messages'
  | 'thread replies'
  | 'replies'
  | 'edited'
  | 'deleted'
  | 'reactions'
  | 'pinned'
  | 'files'
  | 'files named'
  | 'continuations';

function add(to: Map<string, number>, key: string, count: number): void {
  if (count > 0) to.set(key, (to.get(key) ?? 0) + count);
}
