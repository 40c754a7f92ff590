import type { SeededRandom } from '@nova/testkit';
import type { ModelCommand } from '../database/judge.ts';
import type { World } from '../world.ts';
import { groups, owner, users } from '../world.ts';
import type { Step } from './step.ts';

/** Somebody who manages members asks a node; nobody waits for the answer. */
function ask(world: World, random: SeededRandom, command: ModelCommand, actorId = owner): boolean {
  const up = world.nodes.filter(({ isUp }) => isUp);
  if (up.length === 0) return false;
  random
    .pick(up)
    .perform(actorId, command)
    .catch(() => {});
  return true;
}

function changing(
  name: string,
  weight: number,
  commandOf: (of: { conversationId: string; userId: string }, random: SeededRandom) => ModelCommand,
): Step {
  return {
    name,
    weight,
    run(world, random) {
      const conversationId = random.pick(groups);
      const user = random.pick(users.slice(1));
      const command = commandOf({ conversationId, userId: user.id }, random);
      return ask(world, random, command) ? `${user.name} in ${conversationId.slice(-1)}` : null;
    },
  };
}

const leave: Step = {
  name: 'leave',
  weight: 3,
  run(world, random) {
    const conversationId = random.pick(groups);
    const { id: userId, name } = random.pick(users.slice(1));
    const isAsked = ask(world, random, { kind: 'remove', conversationId, userId }, userId);
    return isAsked ? `${name} in ${conversationId.slice(-1)}` : null;
  },
};

/** Two things reach the servers at once: somebody writes, and is removed. */
const removeWriter: Step = {
  name: 'remove a writer',
  weight: 6,
  run(world, random) {
    const conversationId = random.pick(groups);
    const { id: userId, name } = random.pick(users.slice(1));
    const input = { conversationId, clientId: world.around.newId(), body: world.saying('said') };
    const isAsked = ask(world, random, { kind: 'send', input }, userId);
    ask(world, random, { kind: 'remove', conversationId, userId });
    return isAsked ? `${name} in ${conversationId.slice(-1)}` : null;
  },
};

/** Likewise: an admin deletes what somebody else wrote, and is made a member like any other. */
const demoteDeleter: Step = {
  name: 'demote a deleter',
  weight: 6,
  run(world, random) {
    const conversationId = random.pick(groups);
    const { members: roles, messages } = world.around.database.room(conversationId);
    const admin = users.find(({ id }) => roles.get(id) === 'admin');
    const message = admin && messages.findLast(({ senderId, deleted }) => senderId !== admin.id && !deleted);
    if (!message) return null;
    const isAsked = ask(world, random, { kind: 'delete', input: { messageId: message.id } }, admin.id);
    ask(world, random, { kind: 'setRole', conversationId, userId: admin.id, role: 'member' });
    return isAsked ? `${admin.name} in ${conversationId.slice(-1)} ${message.seq}` : null;
  },
};

export const members: readonly Step[] = [
  changing('remove', 8, (of) => ({ kind: 'remove', ...of })),
  changing('add', 20, (of) => ({ kind: 'add', ...of })),
  changing('set role', 8, (of, random) => ({ kind: 'setRole', ...of, role: random.pick(['admin', 'member']) })),
  leave,
  removeWriter,
  demoteDeleter,
];
