import type { SeededRandom } from '@nova/testkit';
import type { TimelineMessage } from '../../../../packages/client/src/replica/timeline.ts';
import type { Place, Step } from './step.ts';
import { nameOf, somePlace } from './step.ts';
import type { World } from '../world.ts';

type Target = { messageId: string } | { clientId: string };

const emojis = ['👍', '🦊', '🎉'];

function targetOf(line: TimelineMessage): Target {
  return line.id ? { messageId: line.id } : { clientId: line.clientId };
}

/** One of the newest lines on the screen that are of a kind; what was deleted seldom. */
function someLine(
  place: Place,
  random: SeededRandom,
  isWanted: (line: TimelineMessage) => boolean,
): TimelineMessage | null {
  const messages = place.tab.rooms.all.get(place.conversationId)?.live.view.messages ?? [];
  const lines = messages.slice(-20).filter((line) => isWanted(line) && (line.deletedAt === null || random.chance(0.1)));
  return lines.length > 0 ? random.pick(lines) : null;
}

/** Sends a message, and remembers it as soon as the device has taken it; returns its text. */
function say(world: World, place: Place, random: SeededRandom): string {
  const { device, tab, conversationId } = place;
  const { checks } = world.around;
  const body = world.saying('said');
  const replyTo = random.chance(0.1) ? someLine(place, random, ({ id }) => id !== null) : null;
  const sent = tab.open(conversationId).live.send({ body, ...(replyTo?.id ? { replyToId: replyTo.id } : {}) });
  sent.then(
    (clientId) => {
      if (tab.isAlive) checks.sends.taken({ deviceName: device.name, userId: tab.userId, conversationId, clientId });
    },
    () => {},
  );
  return body;
}

const send: Step = {
  name: 'send',
  weight: 300,
  run(world, random) {
    const place = somePlace(world, random);
    return place && `${nameOf(place)} ${say(world, place, random)}`;
  },
};

const sendMany: Step = {
  name: 'send many',
  weight: 20,
  run(world, random) {
    const place = somePlace(world, random);
    if (!place) return null;
    const said = Array.from({ length: 2 + random.int(6) }, () => say(world, place, random));
    return `${nameOf(place)} ${said.join(', ')}`;
  },
};

const edit: Step = {
  name: 'edit',
  weight: 80,
  run(world, random) {
    const place = somePlace(world, random);
    const line = place && someLine(place, random, ({ senderId }) => senderId === place.tab.userId);
    if (!place || !line) return null;
    const body = world.saying('edited');
    if (line.sending) world.around.checks.attempts.anew(line.sending.entryId);
    const stale = random.chance(0.05) ? { expectedVersion: 1 } : {};
    place.tab
      .open(place.conversationId)
      .live.edit(targetOf(line), { body, ...stale })
      .catch(() => {});
    return `${nameOf(place)} ${line.body} → ${body}`;
  },
};

const remove: Step = {
  name: 'delete',
  weight: 50,
  run(world, random) {
    const place = somePlace(world, random);
    const isForeign = random.chance(0.2);
    const line = place && someLine(place, random, ({ senderId }) => isForeign || senderId === place.tab.userId);
    if (!place || !line) return null;
    if (line.sending) world.around.checks.sends.letGo(line.clientId);
    place.tab
      .open(place.conversationId)
      .live.delete(targetOf(line))
      .catch(() => {});
    return `${nameOf(place)} ${line.seq ?? 'queued'}: ${line.body}`;
  },
};

const react: Step = {
  name: 'react',
  weight: 70,
  run(world, random) {
    const place = somePlace(world, random);
    const line = place && someLine(place, random, () => true);
    if (!place || !line) return null;
    const reaction = { emoji: random.pick(emojis), on: random.chance(0.6) };
    place.tab
      .open(place.conversationId)
      .live.react(targetOf(line), reaction)
      .catch(() => {});
    return `${nameOf(place)} ${line.seq ?? 'queued'} ${reaction.emoji} ${reaction.on}`;
  },
};

const pin: Step = {
  name: 'pin',
  weight: 15,
  run(world, random) {
    const place = somePlace(world, random);
    const line = place && someLine(place, random, () => true);
    if (!place || !line) return null;
    const on = random.chance(0.6);
    place.tab
      .open(place.conversationId)
      .live.pin(targetOf(line), on)
      .catch(() => {});
    return `${nameOf(place)} ${line.seq ?? 'queued'} ${on}`;
  },
};

export const writing: readonly Step[] = [send, sendMany, edit, remove, react, pin];
