import type { Message } from '@nova/contract';
import { decodeCursor } from '@nova/contract';
import type { Device } from '../device/device.ts';
import type { Tab } from '../device/tab.ts';
import type { ModelDatabase } from '../database/model-database.ts';
import type { StoredMessage } from '../database/room.ts';
import type { Sends } from './sends.ts';

interface Looking {
  readonly database: ModelDatabase;
  readonly sends: Sends;
  readonly broken: (rule: string, what: string) => void;
}

/** What is looked at each time: the newest lines. */
const depth = 40;

/** One open conversation of one tab as it is now: true at its `asOfSeq`, whole, in order, each message once, own ones shown. */
export function checkView(looking: Looking, at: { device: Device; tab: Tab; conversationId: string }): void {
  const { database, broken } = looking;
  const { tab, conversationId } = at;
  const room = tab.rooms.all.get(conversationId);
  const replica = room?.sync.replica;
  if (!room || !replica || decodeCursor(replica.cursor)?.epoch !== database.epoch) return;
  const where = `${tab.name} in ${conversationId} at ${replica.asOfSeq}`;
  const stored = database.room(conversationId);
  const { messages } = replica.tail;
  const newest = messages.slice(-depth);
  for (const [place, message] of newest.entries()) {
    const before = newest[place - 1];
    if (before && before.seq >= message.seq) return broken('D3', `${where}: ${message.seq} after ${before.seq}`);
    const truth = stored.byId.get(message.id);
    if (!truth) return broken('D3', `${where}: ${message.seq} is not in the log`);
    const asOf = Math.max(replica.asOfSeq, replica.ahead.get(message.id) ?? 0);
    if (!isTrue(message, truth, asOf))
      return broken('D3', `${where}: ${JSON.stringify(message)} is not true at ${asOf}`);
  }
  const first = newest[0]?.seq ?? replica.asOfSeq + 1;
  const shown = new Set(newest.map(({ id }) => id));
  const missing = stored.messages
    .slice(-2 * depth)
    .find(({ id, seq }) => seq >= first && seq <= replica.asOfSeq && !shown.has(id));
  if (missing) broken('D3', `${where}: ${missing.seq} is missing`);
  checkOwn(looking, at);
}

function isTrue(message: Message, truth: StoredMessage, asOf: number): boolean {
  const text = truth.texts.findLast(({ seq }) => seq <= asOf);
  if (!text || message.seq !== truth.seq || message.version !== text.version) return false;
  const isDeleted = truth.deleted !== null && truth.deleted.seq <= asOf;
  if (isDeleted !== (message.deletedAt !== null)) return false;
  if (isDeleted) return message.body === null && message.reactions.length === 0;
  // Read after it was deleted, before the deletion itself was told.
  return message.body === text.body || (message.body === null && truth.deleted !== null);
}

/** What a person sent is on their screen from the moment the device took it (O1). */
function checkOwn(
  { database, sends, broken }: Looking,
  at: { device: Device; tab: Tab; conversationId: string },
): void {
  const { device, tab, conversationId } = at;
  const room = tab.rooms.all.get(conversationId);
  // With several tabs the queue may let go of a message that another tab has and this one is about to get.
  if (!room || device.tabsMax > 1 || room.sync.replica?.detached) return;
  const { messages, status } = room.live.view;
  if (status === 'loading' || status === 'ended' || status === 'failed') return;
  const shown = new Set(messages.map(({ clientId }) => clientId));
  const oldest = messages[0]?.seq ?? Number.MAX_SAFE_INTEGER;
  for (const { clientId, mayVanish } of sends.newest(device.name, conversationId)) {
    if (mayVanish || shown.has(clientId)) continue;
    const seq = placeOf(database, { conversationId, clientId, userId: tab.userId });
    if (seq === null || seq >= oldest) broken('O1', `${tab.name} in ${conversationId}: ${clientId} is not shown`);
  }
}

function placeOf(
  database: ModelDatabase,
  of: { conversationId: string; clientId: string; userId: string },
): number | null {
  const { messages } = database.room(of.conversationId);
  return messages.findLast((one) => one.clientId === of.clientId && one.senderId === of.userId)?.seq ?? null;
}
