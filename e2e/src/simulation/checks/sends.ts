import type { ModelDatabase } from '../database/model-database.ts';

/** A message that a person sent, as the device promised to keep it. */
export interface Sent {
  readonly deviceName: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly clientId: string;
  /** The person took it back, or let go of it: it need not arrive. */
  mayVanish: boolean;
}

/** Everything that people sent and a device took (O1). */
export class Sends {
  readonly #all = new Map<string, Sent>();
  readonly #byPlace = new Map<string, Sent[]>();

  taken(sent: Omit<Sent, 'mayVanish'>): void {
    const kept = { ...sent, mayVanish: false };
    this.#all.set(sent.clientId, kept);
    const place = `${sent.deviceName} ${sent.conversationId}`;
    this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []).slice(-40), kept]);
  }

  get all(): IterableIterator<Sent> {
    return this.#all.values();
  }

  /** The newest of one device in one conversation, oldest first. */
  newest(deviceName: string, conversationId: string): readonly Sent[] {
    return this.#byPlace.get(`${deviceName} ${conversationId}`) ?? [];
  }

  letGo(clientId: string): void {
    const sent = this.#all.get(clientId);
    if (sent) sent.mayVanish = true;
  }

  /** What the database is about to lose by going back to an earlier time, unless a device still has it (D9). */
  excuse(database: ModelDatabase, kept: ReadonlySet<string>): void {
    for (const { messages } of database.rooms)
      for (const { clientId } of messages) if (!kept.has(clientId)) this.letGo(clientId);
  }
}
