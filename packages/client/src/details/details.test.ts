import type { ConversationDetail, NovaEvent } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { RefusedError } from '../transport.ts';
import { Details } from './details.ts';

const detail = (memberCount: number): ConversationDetail => ({
  conversation: { id: 'room', kind: 'group', title: 'Room', topic: '', memberCount, lastSeq: 1, createdAt: '' },
  me: { role: 'owner', notify: 'all', readSeq: 0 },
  members: [],
});
const news = (type: 'member.added' | 'pin.changed'): NovaEvent => ({ type, conversationId: 'room' }) as NovaEvent;

function bench() {
  const [platform, network] = [fakePlatform(), manualNetwork()];
  const server: { answers: (ConversationDetail | Error)[]; asked: number } = { answers: [], asked: 0 };
  const details = new Details({
    platform,
    network,
    onPeople: () => {},
    get() {
      server.asked++;
      const answer = server.answers.shift() ?? detail(0);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { platform, network, server, details };
}

describe('details', () => {
  it('are loaded when somebody looks, and again when the log says that they changed', async () => {
    const { details, platform, network, server } = bench();
    server.answers = [detail(1), detail(2), detail(3)];
    expect(details.view('room').status).toBe('loading');
    const leave = details.subscribe('room', () => {});
    await platform.advance(0);
    expect(details.view('room').detail?.conversation.memberCount).toBe(1);
    details.note(news('pin.changed'));
    details.note(news('member.added'));
    details.note(news('member.added'));
    await platform.advance(1_000);
    expect([details.view('room').detail?.conversation.memberCount, server.asked]).toEqual([2, 2]);
    leave();
    details.note(news('member.added'));
    network.set(false);
    network.set(true);
    await platform.advance(1_000);
    expect(server.asked).toBe(2);
    details.subscribe('room', () => {});
    await platform.advance(0);
    expect(details.view('room').detail?.conversation.memberCount).toBe(3);
  });

  it('are asked for again after what may pass, and say what will not', async () => {
    const { details, platform, server } = bench();
    server.answers = [new RefusedError('BUSY'), detail(1), new RefusedError('NOT_A_MEMBER')];
    details.subscribe('room', () => {});
    await platform.advance(0);
    expect(details.view('room')).toMatchObject({ status: 'failed', failure: 'BUSY' });
    await platform.advance(60_000);
    expect(details.view('room')).toMatchObject({ status: 'ready', failure: null });
    details.stale('room');
    await platform.advance(600_000);
    expect(details.view('room')).toMatchObject({ status: 'failed', failure: 'NOT_A_MEMBER', detail: detail(1) });
    expect(server.asked).toBe(3);
  });
});
