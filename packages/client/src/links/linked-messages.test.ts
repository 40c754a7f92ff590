import type { LinkedInput, LinkedMessage } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { NotSentError } from '../transport.ts';
import { LinkedMessages } from './linked-messages.ts';

const link = (seq: number) => ({ conversationId: 'garden', seq, inMessageId: 'here' });

function bench() {
  const platform = fakePlatform();
  const network = manualNetwork();
  const texts = new Map([
    [1, 'one'],
    [2, 'two'],
  ]);
  const asked: LinkedInput['links'][] = [];
  const links = new LinkedMessages({
    platform,
    network,
    ask(wanted) {
      asked.push(wanted);
      if (!network.online()) return Promise.reject(new NotSentError());
      const found = wanted.flatMap(({ conversationId, seq, inMessageId = null }): LinkedMessage[] => {
        const body = texts.get(seq);
        if (body === undefined) return [];
        const place = { conversationId, seq, inMessageId, id: `m${seq}`, senderId: 'ben', sentAt: '' };
        return [{ ...place, threadRootId: null, body, forwarded: false, member: true }];
      });
      return Promise.resolve(found);
    },
  });
  return { platform, network, texts, asked, links };
}

const head = { v: 1 as const, conversationId: 'garden', seq: 9, at: '', actorId: 'ben' };

describe('links to messages', () => {
  it('[Y6] are asked for together, and show nothing where there is nothing for this person', async () => {
    const { platform, asked, links } = bench();
    expect([links.get(link(1)), links.get(link(3))]).toEqual([null, null]);
    await platform.advance(100);
    expect(asked).toEqual([[link(1), link(3)]]);
    expect(links.get(link(1))).toMatchObject({ body: 'one' });
    expect(links.get(link(1))).toBe(links.get(link(1)));
    expect(links.get(link(3))).toBe('missing');
  });

  it('[Y6][X1] a deletion in the log takes the text at once; an edit is shown when it is known', async () => {
    const { platform, texts, links } = bench();
    links.get(link(1));
    links.get(link(2));
    await platform.advance(100);
    texts.delete(1);
    links.note({ ...head, type: 'message.deleted', messageId: 'm1' });
    expect(links.get(link(1))).toBeNull();
    texts.set(2, 'two, better');
    links.note({ ...head, type: 'message.edited', messageId: 'm2', version: 2, body: 'two, better' });
    await platform.advance(100);
    expect(links.get(link(1))).toBe('missing');
    expect(links.get(link(2))).toMatchObject({ body: 'two, better' });
  });

  it('[Y6] are asked for again when something happened there, when one may read other things, and after a while', async () => {
    const { platform, texts, asked, links } = bench();
    links.seen([{ id: 'garden', lastSeq: 5 }]);
    links.get(link(1));
    await platform.advance(100);
    links.seen([{ id: 'garden', lastSeq: 5 }]);
    await platform.advance(5_000);
    expect(asked).toHaveLength(1);
    texts.set(1, 'changed');
    links.seen([{ id: 'garden', lastSeq: 6 }]);
    await platform.advance(5_000);
    expect(links.get(link(1))).toMatchObject({ body: 'changed' });
    texts.delete(1);
    links.doubt();
    await platform.advance(5_000);
    expect(links.get(link(1))).toBe('missing');
    texts.set(1, 'again');
    await platform.advance(60_000);
    links.get(link(1));
    await platform.advance(100);
    expect(links.get(link(1))).toMatchObject({ body: 'again' });
  });

  it('[Y6] without a way they wait for one', async () => {
    const { platform, network, links } = bench();
    network.set(false);
    links.get(link(1));
    await platform.advance(60_000);
    expect(links.get(link(1))).toBeNull();
    network.set(true);
    await platform.advance(100);
    expect(links.get(link(1))).toMatchObject({ body: 'one' });
    links.close();
  });
});
