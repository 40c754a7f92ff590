import type { NovaEvent, Quote } from '@nova/contract';
import { fakePlatform, gate } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { Quotes } from './quotes.ts';

const quote = (id: string, body: string | null = id, version = 1): Quote => ({
  id,
  conversationId: 'c',
  seq: 1,
  senderId: 'ann',
  version,
  body,
});
const head = { v: 1, conversationId: 'c', seq: 9, at: '', actorId: 'ann' } as const;
const deleted = (messageId: string): NovaEvent => ({ ...head, type: 'message.deleted', messageId });
const edited = (messageId: string, body: string): NovaEvent => ({
  ...head,
  type: 'message.edited',
  messageId,
  version: 2,
  body,
});

function bench() {
  const [platform, network] = [fakePlatform(), manualNetwork()];
  const asked: string[][] = [];
  const server = { quotes: [quote('a'), quote('b')], hold: null as Promise<void> | null };
  const quotes = new Quotes({
    platform,
    network,
    async ask(ids) {
      asked.push(ids);
      const answer = server.quotes.filter(({ id }) => ids.includes(id));
      await server.hold;
      return answer;
    },
  });
  return { platform, network, asked, server, quotes };
}

describe('quotes', () => {
  it('are looked up together, once, when somebody asks; what one may not read is missing', async () => {
    const { quotes, platform, asked } = bench();
    expect([quotes.get('a'), quotes.get('b'), quotes.get('x')]).toEqual([null, null, null]);
    await platform.advance(100);
    expect(asked).toEqual([['a', 'b', 'x']]);
    expect(quotes.get('a')).toEqual(quote('a'));
    expect(quotes.get('a')).toBe(quotes.get('a'));
    expect(quotes.get('x')).toBe('missing');
    await platform.advance(100_000);
    expect(asked).toHaveLength(1);
  });

  it('wait for the network', async () => {
    const { quotes, platform, network, asked } = bench();
    network.set(false);
    quotes.get('a');
    await platform.advance(1_000);
    expect(asked).toEqual([]);
    network.set(true);
    await platform.advance(100);
    expect(quotes.get('a')).toEqual(quote('a'));
  });

  it('[X1] follow the log: an edit shows, a deleted text goes and does not come back', async () => {
    const { quotes, platform } = bench();
    quotes.get('a');
    await platform.advance(100);
    let heard = 0;
    quotes.subscribe(() => heard++);
    quotes.note(edited('a', 'other'));
    expect(quotes.get('a')).toEqual(quote('a', 'other', 2));
    quotes.note(deleted('a'));
    quotes.note(edited('a', 'late'));
    expect(quotes.get('a')).toEqual(quote('a', null, 2));
    expect(heard).toBe(2);
  });

  it('[X1] an answer that was overtaken by a change is asked for again', async () => {
    const { quotes, platform, server, asked } = bench();
    const opened = gate();
    server.hold = opened.pass();
    quotes.get('a');
    await platform.advance(100);
    quotes.note(deleted('a'));
    server.quotes = [quote('a', null)];
    opened.open();
    await platform.advance(100);
    expect(quotes.get('a')).toEqual(quote('a', null));
    expect(asked).toHaveLength(2);
  });

  it('are forgotten with their conversation', async () => {
    const { quotes, platform, asked } = bench();
    quotes.get('a');
    await platform.advance(100);
    quotes.forget('c');
    expect(quotes.get('a')).toBeNull();
    await platform.advance(100);
    expect(asked).toHaveLength(2);
  });
});
