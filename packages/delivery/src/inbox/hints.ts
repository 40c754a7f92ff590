import type { OwnThing } from '@nova/contract';

/** Conversations whose summary may have become another one for this person; `all` after an uncertainty. */
export interface InboxHint {
  readonly conversationIds: readonly string[] | 'all';
  /** What of the person's own became different that no summary tells. */
  readonly own?: readonly OwnThing[];
  /** People whose name, picture or status is another one now. */
  readonly people?: readonly string[];
}

const personMark = 'person ';

/** Stands for somebody among the names of a hint. */
export function personName(userId: string): string {
  return personMark + userId;
}

/** Stand for the person's own things among the names of a hint: no conversation has these ids. */
export const ownNames: Readonly<Record<OwnThing, string>> = {
  drafts: '00000000-0000-0000-0000-000000000000',
  scheduled: '00000000-0000-0000-0000-000000000001',
  saved: '00000000-0000-0000-0000-000000000002',
  people: '00000000-0000-0000-0000-000000000003',
  notifications: '00000000-0000-0000-0000-000000000004',
};
const ownThings: readonly OwnThing[] = ['drafts', 'scheduled', 'saved', 'people', 'notifications'];

/** The hints of one reader, merged while nobody waits for them: a slow reader costs no more than its list of names. */
export class Hints {
  readonly #names = new Set<string>();
  #isAll = false;
  #isEnded = false;
  #wake: (() => void) | null = null;

  add(conversationIds: readonly string[] | 'all'): void {
    if (conversationIds === 'all') this.#isAll = true;
    else for (const id of conversationIds) this.#names.add(id);
    this.#wake?.();
  }

  /** Idempotent. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** All that came since the last one, as soon as there is anything; `null` when ended. One waiter at a time. */
  async next(): Promise<InboxHint | null> {
    while (!this.#isEnded) {
      const hint = this.#take();
      if (hint) return hint;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    return null;
  }

  #take(): InboxHint | null {
    if (!this.#isAll && this.#names.size === 0) return null;
    const own = ownThings.filter((thing) => this.#names.delete(ownNames[thing]));
    const names = [...this.#names];
    const people = names.filter((name) => name.startsWith(personMark)).map((name) => name.slice(personMark.length));
    const conversationIds = this.#isAll ? 'all' : names.filter((name) => !name.startsWith(personMark));
    this.#isAll = false;
    this.#names.clear();
    return { conversationIds, ...(own.length > 0 ? { own } : {}), ...(people.length > 0 ? { people } : {}) };
  }
}
