import type { PresenceItem } from '@nova/contract';
import { limits } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../transport.ts';
import type { Observer } from '../wire/procedures.ts';
import { LivePresence } from './live-presence.ts';

function bench() {
  const platform = fakePlatform();
  const open = new Map<Observer<PresenceItem>, { conversationIds: string[]; userIds: string[] }>();
  const told: { conversationId: string; on: boolean }[] = [];
  const presence = new LivePresence({
    self: 'me',
    platform,
    watch(interest, observer) {
      open.set(observer, interest);
      return { unsubscribe: () => void open.delete(observer) };
    },
    tell(mark) {
      told.push(mark);
      return Promise.reject(new RefusedError('RATE_LIMITED'));
    },
  });
  const say = (item: PresenceItem): void => {
    for (const observer of open.keys()) observer.onData(item);
  };
  return { platform, open, told, presence, say };
}

const typing = (userId: string, on = true): PresenceItem => ({
  type: 'typing',
  conversationId: 'room',
  userId,
  on,
  ttlMs: limits.typingTtlMs,
});
const online = (userId: string, is = true): PresenceItem => ({ type: 'presence', userId, online: is });

describe('[D11] presence', () => {
  it('watches what is wanted in one subscription, and closes it when nothing is', async () => {
    const { presence, platform, open } = bench();
    const leave = presence.want({ conversationIds: ['room'], userIds: ['ann'] });
    const leaveToo = presence.want({ conversationIds: ['room', 'den'], userIds: [] });
    await platform.advance(100);
    expect([...open.values()]).toEqual([{ conversationIds: ['den', 'room'], userIds: ['ann'] }]);
    leaveToo();
    await platform.advance(100);
    expect([...open.values()]).toEqual([{ conversationIds: ['room'], userIds: ['ann'] }]);
    leave();
    leave();
    await platform.advance(100);
    expect(open.size).toBe(0);
  });

  it('forgets who types by itself, and never shows oneself', async () => {
    const { presence, platform, say } = bench();
    presence.want({ conversationIds: ['room'], userIds: [] });
    await platform.advance(100);
    let news = 0;
    presence.subscribe(() => news++);
    say(typing('ann'));
    say(typing('me'));
    const who = presence.typing('room');
    expect(who).toEqual(['ann']);
    await platform.advance(limits.typingTtlMs - 1);
    say(typing('ann'));
    expect([presence.typing('room'), news]).toEqual([who, 1]);
    expect(presence.typing('room')).toBe(who);
    await platform.advance(limits.typingTtlMs);
    expect([presence.typing('room'), news]).toEqual([[], 2]);
    say(typing('bob'));
    say(typing('bob', false));
    expect(presence.typing('room')).toEqual([]);
  });

  it('shows nobody as there whom a new connection does not name', async () => {
    const { presence, platform, open, say } = bench();
    presence.want({ conversationIds: [], userIds: ['ann', 'bob'] });
    await platform.advance(100);
    say(online('ann'));
    say(online('bob'));
    presence.want({ conversationIds: ['room'], userIds: [] });
    await platform.advance(100);
    say(online('bob'));
    expect([presence.isOnline('ann'), presence.isOnline('bob')]).toEqual([true, true]);
    await platform.advance(3_000);
    expect([presence.isOnline('ann'), presence.isOnline('bob')]).toEqual([false, true]);
    for (const observer of open.keys()) observer.onConnectionStateChange?.({ state: 'connecting' });
    expect(presence.isOnline('bob')).toBe(false);
    for (const observer of open.keys()) observer.onError?.(new RefusedError('BUSY'));
    expect(open.size).toBe(0);
    await platform.advance(60_000);
    expect(open.size).toBe(1);
  });

  it('tells that one types no more often than the mark needs', async () => {
    const { presence, platform, told } = bench();
    presence.setTyping('room', false);
    for (let second = 0; second < 7; second++) {
      presence.setTyping('room', true);
      await platform.advance(1_000);
    }
    expect(told.map(({ on }) => on)).toEqual([true, true, true]);
    presence.setTyping('room', false);
    presence.setTyping('room', false);
    expect(told.at(-1)).toEqual({ conversationId: 'room', on: false });
    expect(told).toHaveLength(4);
  });
});
