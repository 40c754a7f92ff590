import type { PinnedMessage } from '@nova/contract';
import { expect, it } from 'vitest';
import type { ConversationView } from '../conversation-view.ts';
import { emptyView } from '../conversation-view.ts';
import { manualNetwork } from '../network.ts';
import { replicaOfPage } from '../replica/state.ts';
import { Timeline } from '../replica/timeline.ts';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { RefusedError } from '../transport.ts';
import { findPins, pinsVersion } from './pins.ts';

const [me, conversationId] = [testUuid(1), testUuid(2)];

function server() {
  const made = new ModelServer();
  made.open(conversationId, [me]);
  const say = (n: number): string => {
    const input = { conversationId, clientId: testUuid(100 + n), body: `#${n}` };
    return made.perform(me, { kind: 'send', input }).messageId;
  };
  const pin = (messageId: string, on = true): void => {
    made.perform(me, { kind: 'pin', input: { messageId, on } });
  };
  const view = (): ConversationView => {
    const { tail } = replicaOfPage({ conversationId, self: me }, made.list(me, { conversationId, limit: 50 }));
    const timeline = new Timeline(me);
    const messages = timeline.build({ messages: tail.messages, entries: [], atLatest: true });
    return { ...emptyView, messages, lines: timeline.lines(messages, tail.notices) };
  };
  return { say, pin, view };
}

function sources(answer: () => Promise<readonly PinnedMessage[]>) {
  const network = manualNetwork();
  return { network, trpc: { message: { pinned: { query: answer } } } };
}

it('[T6] what is pinned is what the server says; without a way there, what is loaded, the newest first', async () => {
  const { say, pin, view } = server();
  pin(say(1));
  say(2);
  pin(say(3));
  const conversation = { id: conversationId, view: view() };
  const answering = sources(() => Promise.resolve([]));
  expect(await findPins(answering, conversation)).toEqual({ pins: [], isFromDevice: false });
  answering.network.set(false);
  const shown = async (from: ReturnType<typeof sources>): Promise<unknown> => {
    const { pins, isFromDevice } = await findPins(from, conversation);
    return [pins.map(({ message }) => message.body), isFromDevice];
  };
  expect(await shown(answering)).toEqual([['#3', '#1'], true]);
  expect(await shown(sources(() => Promise.reject(new RefusedError('RATE_LIMITED'))))).toEqual([['#3', '#1'], true]);
  await expect(shown(sources(() => Promise.reject(new RefusedError('FORBIDDEN'))))).rejects.toThrow(RefusedError);
});

it('[T6] is to be asked for again when something is pinned or not any more, and only then', () => {
  const { say, pin, view } = server();
  const first = say(1);
  const versions = [pinsVersion(view())];
  const next = (change: () => void): void => {
    change();
    versions.push(pinsVersion(view()));
  };
  next(() => void say(2));
  next(() => pin(first));
  next(() => void say(3));
  next(() => pin(first, false));
  const isOther = versions.map((version, n) => n > 0 && version !== versions[n - 1]);
  expect(isOther).toEqual([false, false, true, false, true]);
});
