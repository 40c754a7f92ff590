import type { EventOf, EventType, NovaEvent } from './events.ts';

/** Events that a timeline tells between the messages: what happened to the conversation itself. */
export const noticeTypes = [
  'member.added',
  'member.removed',
  'member.roleChanged',
  'conversation.updated',
  'pin.changed',
] as const satisfies readonly EventType[];
export type Notice = EventOf<(typeof noticeTypes)[number]>;

const types: ReadonlySet<string> = new Set(noticeTypes);

/** Whether an event is told between the messages. */
export function isNotice(event: NovaEvent): event is Notice {
  return types.has(event.type);
}
