import type { Id, Message, NovaEvent, UserProfile } from '@nova/contract';
import { limits } from '@nova/contract';
import { printable } from '../terminal.ts';
import { positionText } from './position.ts';
import type { TailItem } from './read-log.ts';

/** One JSON line for a program: `seq` to tell repeats by, `position` to go on after, and what it is. */
export function jsonLine(item: TailItem): string {
  const { position, ...what } = item;
  return `${JSON.stringify({ seq: position.printedSeq, position: positionText(position), ...what })}\n`;
}

/** Looks up people; one it cannot find is left out. Must not throw. */
export type LookUp = (userIds: readonly Id[]) => Promise<readonly Pick<UserProfile, 'id' | 'name'>[]>;

/** Lines for a person: time, `seq`, who and what. Names are looked up once each. */
export class SpokenLines {
  readonly #names = new Map<Id, string>();
  readonly #lookUp: LookUp;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  async textOf(items: readonly TailItem[]): Promise<string> {
    await this.#learn(new Set(items.flatMap(peopleOf)));
    return items.map((item) => `${printable(this.#line(item))}\n`).join('');
  }

  async #learn(people: ReadonlySet<Id>): Promise<void> {
    const unknown = [...people].filter((id) => !this.#names.has(id));
    for (let at = 0; at < unknown.length; at += limits.idsMax) {
      for (const { id, name } of await this.#lookUp(unknown.slice(at, at + limits.idsMax))) this.#names.set(id, name);
    }
  }

  #line(item: TailItem): string {
    switch (item.type) {
      case 'message':
        return head(item.message.sentAt, item.message.seq) + this.#message(item.message);
      case 'event':
        return (
          head(item.event.type === 'message.created' ? item.event.sentAt : item.event.at, item.event.seq) +
          this.#event(item.event)
        );
      case 'restored':
        return `-- The server was restored to an earlier time; this goes on after ${item.seq}. --`;
      default:
        return item satisfies never;
    }
  }

  #message({ senderId, body }: Pick<Message, 'senderId' | 'body'>): string {
    // A body of several lines stays one entry: what follows is set off.
    return `${this.#name(senderId)}: ${body?.replaceAll('\n', '\n    ') ?? '(deleted)'}`;
  }

  #event(event: NovaEvent): string {
    const actor = this.#name(event.actorId);
    switch (event.type) {
      case 'message.created':
        return this.#message(event);
      case 'message.edited':
        return `${actor} edited a message: ${event.body?.replaceAll('\n', '\n    ') ?? '(deleted)'}`;
      case 'message.deleted':
        return `${actor} deleted a message`;
      case 'reaction.changed':
        return event.on ? `${actor} reacted with ${event.emoji}` : `${actor} took back ${event.emoji}`;
      case 'message.previewed':
        return event.previews === undefined
          ? 'the links of a message are shown no more'
          : `links were looked up: ${event.previews.map(({ host, title }) => [host, title].filter(Boolean).join(' – ')).join(', ')}`;
      case 'pin.changed':
        return event.on ? `${actor} pinned a message` : `${actor} unpinned a message`;
      case 'member.added':
        return event.userId === event.actorId ? `${actor} joined` : `${actor} added ${this.#name(event.userId)}`;
      case 'member.removed':
        return event.userId === event.actorId ? `${actor} left` : `${actor} removed ${this.#name(event.userId)}`;
      case 'member.roleChanged':
        return `${actor} made ${this.#name(event.userId)} ${event.role}`;
      case 'conversation.updated':
        return `${actor} set title "${event.title ?? ''}" and topic "${event.topic}"`;
      default:
        event satisfies never;
        // A newer server's event (L4): skipped, and still counted.
        return '(something this version does not know)';
    }
  }

  #name(id: Id): string {
    return this.#names.get(id) ?? id;
  }
}

function head(at: string, seq: number): string {
  return `${at.slice(0, 16).replace('T', ' ')}  ${seq}  `;
}

function peopleOf(item: TailItem): Id[] {
  if (item.type === 'message') return [item.message.senderId];
  if (item.type === 'restored') return [];
  const { event } = item;
  const others = 'userId' in event ? [event.userId] : 'senderId' in event ? [event.senderId] : [];
  return [event.actorId, ...others];
}
