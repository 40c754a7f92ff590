import type { LookedUp } from '@nova/api';
import { webLinks } from '@nova/contract';
import { claimPreviewTasks, type Database, type DuePreviewTask, postponePreviewTask, type PreviewTask } from '@nova/db';
import type { PageAnswer } from './page-asker.ts';

export interface PreviewerParts {
  readonly db: Database;
  /** `forUserId`: who wrote the link. */
  readonly ask: (url: string, forUserId: string) => Promise<PageAnswer>;
  /** Settles a task and shows what was found; see `Api`. */
  readonly show: (task: PreviewTask, pages: readonly LookedUp[]) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Messages looked after at a time on this node (default 8): each has a few links at most. */
  readonly atOnce?: number;
}

/** A node that dies keeps a message from the others no longer. */
const leaseMs = 90_000;
/** What was not found by then is left out. */
const patienceMs = 10 * 60_000;

/**
 * Looks up the links of messages that were committed: any node takes any of them, a few at a time, so that a page that is
 * slow holds up no other.
 */
export class Previewer {
  readonly #parts: PreviewerParts;
  readonly #going = new Set<Promise<void>>();

  constructor(parts: PreviewerParts) {
    this.#parts = parts;
  }

  /** Takes up what is due, as far as there is room, and does not wait for it. Resolves to whether there may be more now. */
  async step(): Promise<boolean> {
    const { db, atOnce = 8 } = this.#parts;
    const limit = atOnce - this.#going.size;
    if (limit <= 0) return false;
    for (const task of await claimPreviewTasks(db.query, { leaseMs, limit })) {
      const going = this.#look(task)
        .catch(this.#parts.onFailure)
        .finally(() => this.#going.delete(going));
      this.#going.add(going);
    }
    return false;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  async #look(task: DuePreviewTask): Promise<void> {
    const { db, ask, show } = this.#parts;
    const links = webLinks(task.body ?? '');
    const answers = await Promise.all(links.map(async (url) => ({ url, answer: await ask(url, task.senderId) })));
    const pending = answers.flatMap(({ answer }) => (answer.isKnown ? [] : [answer.afterMs]));
    if (pending.length > 0 && task.ageMs < patienceMs)
      return postponePreviewTask(db.query, task, Math.ceil(Math.max(...pending)));
    await show(
      task,
      answers.flatMap(({ url, answer }) => (answer.isKnown ? [{ url, pageId: answer.pageId }] : [])),
    );
  }
}
