import type { Person } from '../src/fixtures/people/person.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';

/** A morning in a small team. */
export async function talkOfTheMorning(
  talk: Talk,
  [ada, ben, cleo]: readonly [Person, Person, Person],
): Promise<{ planId: string; answerId: string }> {
  await talk.say(ada, 'Morning! The release is on track: two items left.');
  const question = await talk.say(ben, 'Nice. Who takes the **import**? I can, after lunch.');
  await talk.say(
    cleo,
    'Please do. This is where it fails:\n```ts\nconst at = positions.get(conversationId);\nif (at === undefined) throw new Error(`nothing read`);\n```',
  );
  const answer = await talk.say(ada, 'It needs the position of the log, not the time.', {
    replyToId: question.messageId,
  });
  await ben.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '👍', on: true });
  await cleo.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '👍', on: true });
  await cleo.program.trpc.message.react.mutate({ messageId: answer.messageId, emoji: '🎉', on: true });
  const plan = await talk.say(cleo, 'Plan: \n- read the position\n- replay from there\n- compare the counts');
  await cleo.program.trpc.message.pin.mutate({ messageId: plan.messageId, on: true });
  const mistake = await talk.say(ben, 'wrong window, sorry');
  await ben.program.trpc.message.delete.mutate({ messageId: mistake.messageId });
  await talk.say(ben, 'Which counts?', { threadRootId: plan.messageId });
  await talk.say(ada, 'Messages and members, before and after.', { threadRootId: plan.messageId });
  const { handle } = await ada.program.trpc.user.me.query();
  await talk.say(cleo, `@${handle} could you look at the second one?`, { threadRootId: plan.messageId });
  await talk.say(ben, 'On it. See https://nova.test/import for the notes.');
  return { planId: plan.messageId, answerId: answer.messageId };
}

/** What somebody keeps for themselves: saved with and without a reminder, begun, and to be sent later. */
export async function keepThings(
  ada: Person,
  messageId: string,
  talks: { release: Talk; general: Talk },
): Promise<void> {
  const { message, draft, scheduled } = ada.program.trpc;
  const tomorrow = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await message.save.mutate({ messageId, saving: { done: false, remindAt: tomorrow } });
  await draft.set.mutate({ conversationId: talks.general.id, body: 'At the lake? I bring', baseVersion: 0 });
  await scheduled.create.mutate({
    conversationId: talks.release.id,
    clientId: crypto.randomUUID(),
    body: 'Good morning! Are we still on track?',
    dueAt: tomorrow,
  });
}

/** Channels that somebody may join, each with what it is about. */
export async function openChannels(person: Person, topics: Readonly<Record<string, string>>): Promise<void> {
  const { conversation } = person.program.trpc;
  for (const [title, topic] of Object.entries(topics))
    await conversation.createGroup.mutate({ title, topic, kind: 'channel', memberIds: [] });
}
