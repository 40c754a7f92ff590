import { createNovaClient, inProcessTabs, MemoryStore, type NovaClient } from '@nova/client';
import { expect, test } from 'vitest';
import { openTestSystem } from './testing/test-system.ts';

/** One more device of somebody. */
function device(url: string): NovaClient {
  return createNovaClient({ url, store: new MemoryStore(), tabs: inProcessTabs(), auth: { kind: 'bearer' } });
}

/** Resolves as soon as something holds, which is looked at now and after each change. */
function until(source: { subscribe(listener: () => void): () => void }, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = source.subscribe(look);
    look();
  });
}

test('[Y1][Y3] a person’s devices on two nodes: a draft, a message for later, and when it is due', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode(), system.openNode()]);
  await using phone = device(here.url);
  await using laptop = device(there.url);
  const person = { name: 'Ann', email: 'ann@nova.test', password: 'correct horse battery' };
  await phone.signUp(person);
  await laptop.signIn(person);
  const { conversationId } = await phone.trpc.conversation.createGroup.mutate({ title: 'Notes', memberIds: [] });
  // An inbox is followed while somebody looks at it.
  for (const { inbox } of [phone, laptop]) {
    inbox.subscribe(() => {});
    await until(inbox, () => inbox.conversations.some(({ id }) => id === conversationId));
  }

  phone.drafts.set(conversationId, { body: 'hello', replyToId: null });
  await until(laptop.drafts, () => laptop.drafts.get(conversationId)?.body === 'hello');
  laptop.drafts.set(conversationId, null);
  await until(phone.drafts, () => phone.drafts.get(conversationId) === null);

  const notes = phone.conversation(conversationId);
  const clientId = await notes.schedule({ body: 'later' }, new Date(Date.now() + 3_600_000).toISOString());
  await until(phone.outbox, () => phone.outbox.entries.length === 0);
  await until(laptop.scheduled, () => laptop.scheduled.all.some(({ body }) => body === 'later'));
  await laptop.scheduled.change({ clientId, expectedVersion: 1, dueAt: new Date().toISOString() });
  await until(notes, () => notes.messages.some(({ body, seq }) => body === 'later' && seq !== null));
  await until(laptop.scheduled, () => laptop.scheduled.all.length === 0);
  expect(notes.messages.filter(({ body }) => body === 'later')).toHaveLength(1);
  notes.close();
});
