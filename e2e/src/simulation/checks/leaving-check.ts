import type { Command, ManualNetwork } from '@nova/client/sim';
import { isOpen } from '../../../../packages/client/src/outbox/entry.ts';
import type { Tab } from '../device/tab.ts';
import type { Journal } from '../journal.ts';

const attemptsMax = 5;

/** Watches what leaves a device: in order, one at a time per conversation, not too often (O2, O5, O6). */
export class LeavingCheck {
  readonly #journal: Journal;
  #isRestored = false;
  readonly #attempts = new Map<string, number>();
  /** `<user> <conversation>` of a device → the request under way. */
  readonly #underWay = new Map<string, { readonly tab: Tab; readonly entryId: string }>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The person asks for it again: all attempts are before it. */
  anew(entryId: string): void {
    this.#attempts.delete(entryId);
  }

  /** Everything may be asked for anew. */
  anewAll(): void {
    this.#attempts.clear();
  }

  /** From now on devices may ask again for what was accepted, as if for the first time (D9). */
  restored(): void {
    this.#isRestored = true;
  }

  /** A request is about to leave. The returned function is to be called when it broke. */
  leaving(of: { tab: Tab; deviceName: string; network: ManualNetwork }, command: Command): (error: unknown) => void {
    const { tab, network } = of;
    const entry = tab.entryOf(command);
    if (!entry || !tab.isAlive) return () => {};
    if (this.#isRestored && entry.attempts === 1) this.anew(entry.id);
    const attempts = (this.#attempts.get(entry.id) ?? 0) + 1;
    this.#attempts.set(entry.id, attempts);
    if (attempts > attemptsMax || entry.attempts > attemptsMax)
      this.#journal.broken('O2', `${tab.name}: attempt ${attempts} (${entry.attempts}) of ${entry.id}`);
    const overtaken = tab.entries.find(
      (other) => other.conversationId === entry.conversationId && isOpen(other) && other.order < entry.order,
    );
    if (overtaken) this.#journal.broken('O5', `${tab.name}: ${entry.id} overtakes ${overtaken.id}`);
    const place = `${of.deviceName} ${entry.conversationId}`;
    const other = this.#underWay.get(place);
    if (other && other.tab !== tab && other.tab.isAlive && other.tab.rooms.outbox.leads)
      this.#journal.broken('O6', `${tab.name} and ${other.tab.name} both send`);
    this.#underWay.set(place, { tab, entryId: entry.id });
    return (error) => {
      // Cut off by going offline, or never left: that burns nothing.
      const isMiss = error instanceof Error && 'code' in error && error.code === 'NOT_SENT';
      if (isMiss || (error instanceof TypeError && !network.online())) this.#attempts.set(entry.id, attempts - 1);
    };
  }
}
