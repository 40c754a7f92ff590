import type { NotificationNews } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { manualNetwork } from '../network.ts';
import { NotSentError } from '../transport.ts';
import { News } from './news.ts';

const one = (seq: number): NotificationNews => ({
  conversationId: 'c',
  kind: 'group',
  title: 'Team',
  messageId: `m${seq}`,
  threadRootId: null,
  seq,
  meantSeq: null,
  count: 1,
  senderName: 'Ann',
  body: `text ${seq}`,
});

function bench() {
  const platform = fakePlatform();
  const network = manualNetwork();
  const server: { news: NotificationNews[]; asked: number; failure: Error | null } = {
    news: [one(1)],
    asked: 0,
    failure: null,
  };
  const news = new News({
    platform,
    network,
    ask() {
      server.asked++;
      return server.failure === null ? Promise.resolve({ news: server.news }) : Promise.reject(server.failure);
    },
  });
  return { platform, network, server, news };
}

test('[B3] news are asked for at once, and again when there are others; several hints are one question', async () => {
  const { platform, server, news } = bench();
  expect(news.all).toBeNull();
  await platform.advance(50);
  expect(news.all).toEqual([one(1)]);
  server.news = [one(2)];
  news.refresh();
  news.refresh();
  await platform.advance(50);
  expect([server.asked, news.all]).toEqual([2, [one(2)]]);
});

test('[B3] when something was read, it is asked whether what is told is over; where nothing is told nobody asks', async () => {
  const { platform, server, news } = bench();
  await platform.advance(50);
  server.news = [];
  news.doubt();
  await platform.advance(1_000);
  expect([server.asked, news.all]).toEqual([2, []]);
  news.doubt();
  await platform.advance(10_000);
  expect(server.asked).toBe(2);
});

test('a question without an answer is asked again, offline only when there is a way again', async () => {
  const { platform, network, server, news } = bench();
  server.failure = new NotSentError();
  await platform.advance(50);
  server.failure = null;
  await platform.advance(60_000);
  expect(news.all).toEqual([one(1)]);
  network.set(false);
  server.news = [];
  news.refresh();
  await platform.advance(60_000);
  expect(news.all).toEqual([one(1)]);
  network.set(true);
  await platform.advance(50);
  expect(news.all).toEqual([]);
  news.close();
  news.refresh();
  await platform.advance(60_000);
  expect(platform.pendingTimers()).toBe(0);
});
