import type { Message, Notice } from '@nova/contract';
import { decodeCursor } from '@nova/contract';
import type { ConversationView } from '@nova/client';
import type { Device } from '../device/device.ts';
import type { Tab } from '../device/tab.ts';
import type { Room } from '../database/room.ts';
import { lastSeqOf, noticesOf, shownMessage } from '../database/room.ts';
import type { Journal } from '../journal.ts';
import type { ServerNode } from '../server/server-node.ts';
import { streamName } from '../server/shared-redis.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkStream } from './stream-check.ts';

interface World {
  readonly around: Surroundings;
  readonly devices: readonly Device[];
  readonly nodes: readonly ServerNode[];
}

/** When everything has come to rest: one truth everywhere, nothing lost, nothing left over, nothing remembered. */
export async function checkEnd(world: World): Promise<void> {
  const { around, devices } = world;
  checkServers(world);
  const deleted = deletedTexts(around);
  for (const device of devices) {
    for (const tab of device.tabs) for (const room of around.database.rooms) checkTab(around, tab, room);
    await checkDevice(around, device, deleted);
  }
  await checkSends(world);
  checkErased(world, deleted);
}

function checkServers({ around }: World): void {
  const { database, redis, journal } = around;
  if (database.outbox.size > 0) journal.broken('R2', `${database.outbox.size} rows are left in the outbox`);
  for (const room of database.rooms) {
    const stream = streamName(database.epoch, room.id);
    checkStream({ redis, database, broken: (rule, what) => journal.broken(rule, what) }, stream, lastSeqOf(room));
    if (redis.lastOf(stream) !== lastSeqOf(room))
      journal.broken('R1', `${stream} ends at ${redis.lastOf(stream)}, its log at ${lastSeqOf(room)}`);
    const bodies = room.messages.map(({ texts }) => texts[0]?.body);
    if (new Set(bodies).size < bodies.length) journal.broken('O1', `${room.id} has a message twice`);
    checkActors(around, room);
  }
}

/** Whatever is in the log was done by somebody who might do it then (W4), on the version they named (W3). */
function checkActors({ journal }: Surroundings, room: Room): void {
  const roles = new Map(room.founders);
  const versions = new Map<string, number>();
  for (const { seq, actorId, type, payload, messageId } of room.rows) {
    const role = roles.get(actorId);
    const message = room.byId.get(messageId ?? '');
    const isOther = payload && 'userId' in payload ? payload.userId !== actorId : message?.senderId !== actorId;
    const needsRank = isOther && (messageId === null || type === 'message.deleted');
    if (!role || (needsRank && role === 'member'))
      journal.broken('W4', `${room.id} ${seq}: ${type} by ${actorId}, who was ${role ?? 'no member'}`);
    if (payload && 'userId' in payload) {
      if ('role' in payload) roles.set(payload.userId, payload.role);
      else roles.delete(payload.userId);
    }
    if (type !== 'message.edited' || !messageId || !payload || !('version' in payload)) continue;
    if (payload.version !== (versions.get(messageId) ?? 1) + 1)
      journal.broken('W3', `${room.id} ${seq}: version ${payload.version}`);
    versions.set(messageId, payload.version);
  }
}

function checkTab({ journal, database }: Surroundings, tab: Tab, stored: Room): void {
  const room = tab.rooms.all.get(stored.id);
  const where = `${tab.name} in ${stored.id}`;
  if (!room) return journal.broken('D3', `${where}: not open`);
  const { view } = room.live;
  if (!stored.members.has(tab.userId)) {
    const removed = stored.rows.findLast(
      ({ type, payload }) =>
        type === 'member.removed' && payload && 'userId' in payload && payload.userId === tab.userId,
    );
    if (view.status !== 'ended') journal.broken('D7', `${where}: ${view.status} after the removal`);
    const isOfThisLog = decodeCursor(room.sync.replica?.cursor ?? '')?.epoch === database.epoch;
    if (isOfThisLog && view.asOfSeq > (removed?.seq ?? 0)) journal.broken('D7', `${where}: knows ${view.asOfSeq}`);
    return;
  }
  if (view.status !== 'live') return journal.broken('D3', `${where}: ${view.status} ${view.failure ?? ''}`);
  if (view.asOfSeq !== lastSeqOf(stored))
    return journal.broken('D3', `${where}: at ${view.asOfSeq} of ${lastSeqOf(stored)}`);
  const confirmed = view.messages.filter(({ sending }) => sending === null);
  const truth = stored.messages.map((message) => shownMessage(stored, message));
  for (let place = 0; place < Math.max(truth.length, confirmed.length); place++) {
    const [is, should] = [confirmed[place], truth[place]];
    const line = is && should ? JSON.stringify(fieldsOf(is, should)) : JSON.stringify(is);
    if (line !== JSON.stringify(should))
      return journal.broken('D3', `${where}: shows ${line} where the database has ${JSON.stringify(should)}`);
  }
  checkNotices(journal, { where, view, stored });
  const waiting = view.messages.find(({ sending }) => sending !== null && sending.state.type !== 'failed');
  if (waiting) journal.broken('O1', `${where}: ${waiting.clientId} is still ${waiting.sending?.state.type}`);
}

/** The newest that a replica keeps, at least. */
const noticesKept = 400;

/** Between the messages stands what happened to the conversation itself, all of it, in order, once. */
function checkNotices(
  journal: Journal,
  { where, view, stored }: { where: string; view: ConversationView; stored: Room },
): void {
  const shown = view.lines.flatMap((line) => (line.type === 'notice' ? [line.notice] : []));
  const told = noticesOf(stored);
  const places = (notices: readonly Notice[]): string =>
    notices
      .slice(-noticesKept)
      .map(({ seq }) => seq)
      .join();
  if (places(shown) !== places(told))
    journal.broken('D3', `${where}: tells of ${places(shown)}, where the log has ${places(told)}`);
}

/** What a line shows of the fields of a message, in their order. */
function fieldsOf(line: object, message: Message): object {
  return Object.fromEntries(Object.keys(message).map((name) => [name, Reflect.get(line, name)]));
}

function deletedTexts({ database }: Surroundings): ReadonlySet<string> {
  const gone = database.rooms.flatMap(({ messages }) => messages.filter(({ deleted }) => deleted));
  return new Set(gone.flatMap(({ texts }) => texts.map(({ body }) => body)));
}

async function checkDevice(around: Surroundings, device: Device, deleted: ReadonlySet<string>): Promise<void> {
  const { journal, database } = around;
  const { memory } = device.store;
  const entries = await memory.loadOutbox(device.userId);
  for (const { id, state, work } of entries) {
    if (state.type !== 'failed') journal.broken('O1', `${device.name}: ${work.kind} ${id} is still ${state.type}`);
    else if (state.current?.body && deleted.has(state.current.body))
      journal.broken('X1', `${device.name}: the queue keeps a deleted text`);
  }
  for (const tab of device.tabs)
    if (JSON.stringify(tab.entries) !== JSON.stringify(entries))
      journal.broken('O6', `${tab.name} shows another queue than the device has`);
  for (const room of database.rooms) {
    const snapshot = await memory.loadSnapshot(device.userId, room.id);
    if (snapshot && !room.members.has(device.userId)) journal.broken('D7', `${device.name} keeps ${room.id}`);
    const kept = snapshot?.messages.find(({ body }) => body !== null && deleted.has(body));
    if (kept) journal.broken('X1', `${device.name} keeps the deleted text ${kept.body}`);
  }
}

/** Every send that a device took is in the log, once, or on the device with the reason why not (O1, W6). */
async function checkSends({ around, devices }: World): Promise<void> {
  const { database, checks, journal } = around;
  const inLog = new Set<string>();
  for (const { messages } of database.rooms)
    for (const { senderId, clientId } of messages) inLog.add(`${senderId}:${clientId}`);
  const failed = new Set<string>();
  for (const { userId, store } of devices)
    for (const { work, state } of await store.memory.loadOutbox(userId))
      if (work.kind === 'send' && state.type === 'failed') failed.add(`${userId}:${work.clientId}`);
  for (const { userId, clientId, mayVanish, deviceName } of checks.sends.all) {
    const key = `${userId}:${clientId}`;
    if (!mayVanish && !inLog.has(key) && !failed.has(key)) journal.broken('O1', `${deviceName}: ${clientId} is lost`);
  }
}

/** No deleted text is left where the servers keep the tail of a log (X1). */
function checkErased({ around, nodes }: World, deleted: ReadonlySet<string>): void {
  const { database, redis, journal } = around;
  const bodyOf = (text: string): string => (JSON.parse(text) as { body?: string | null }).body ?? '';
  for (const room of database.rooms) {
    const stream = streamName(database.epoch, room.id);
    for (const { seq, text } of redis.held(stream).values())
      if (deleted.has(bodyOf(text))) journal.broken('X1', `${stream} keeps the text of ${seq}`);
    for (const { hub, name } of nodes) {
      const tail = hub?.tail(room.id);
      for (let seq = 0; tail && seq < lastSeqOf(room); seq++)
        for (const { text } of tail.fromRing(seq)?.entries ?? [])
          if (deleted.has(bodyOf(text))) journal.broken('X1', `the ring of ${name} keeps ${bodyOf(text)}`);
    }
  }
}
