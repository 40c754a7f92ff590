import type { Me, UserProfile } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { RefusedError } from '../transport.ts';
import { People } from './people.ts';

const person = (id: string, name = id): UserProfile => ({ id, name, handle: id, image: null, placeholder: false });
const me: Me = { ...person('me'), email: 'me@example.org' };

function bench(store = new MemoryStore()) {
  const platform = fakePlatform();
  const network = manualNetwork();
  const asked: string[][] = [];
  const server = { people: [me, person('ann'), person('bob')], refusal: null as Error | null };
  const people = new People({
    self: 'me',
    platform,
    network,
    gate: () => (server.refusal ? Promise.reject(server.refusal) : Promise.resolve()),
    kept: new Kept({ account: 'me', key: 'people', store, platform, report: () => {} }),
    user: {
      me: { query: () => Promise.resolve(me) },
      lookup: {
        query({ userIds }) {
          asked.push([...userIds]);
          return Promise.resolve(server.people.filter(({ id }) => userIds.includes(id)));
        },
      },
    },
  });
  return { platform, network, asked, server, people, store };
}

describe('people', () => {
  it('looks up whoever is asked for, many at once, each once, the unknown too', async () => {
    const { people, platform, asked } = bench();
    let news = 0;
    people.subscribe(() => news++);
    await people.start();
    expect([people.profile('ann'), people.profile('bob'), people.profile('nobody')]).toEqual([null, null, null]);
    await platform.advance(100);
    expect(asked).toEqual([['ann', 'bob', 'nobody']]);
    const ann = people.profile('ann');
    expect([ann?.name, people.profile('nobody'), people.me?.email]).toEqual(['ann', null, 'me@example.org']);
    people.learn([person('ann')]);
    expect(people.profile('ann')).toBe(ann);
    const told = news;
    people.learn([person('ann', 'Ann B.')]);
    expect([people.profile('ann')?.name, news]).toEqual(['Ann B.', told + 1]);
    expect([people.byHandle('ANN')?.name, people.byHandle('nobody')]).toEqual(['Ann B.', null]);
    people.learn([{ ...person('ann', 'Ann B.'), handle: 'annie' }]);
    expect([people.byHandle('ann'), people.byHandle('annie')?.id]).toEqual([null, 'ann']);
    await platform.advance(100_000);
    expect(asked).toHaveLength(1);
  });

  it('shows whom the device remembers at once, offline too, and asks again when there is a way', async () => {
    const first = bench();
    await first.people.start();
    first.people.learn([person('ann', 'Old Ann')]);
    await first.platform.advance(100);
    await first.people.close('keep');
    const { people, platform, network, server, asked } = bench(first.store);
    network.set(false);
    await people.start();
    expect([people.profile('ann')?.name, people.me?.id]).toEqual(['Old Ann', 'me']);
    await platform.advance(10_000);
    expect(asked).toEqual([]);
    server.refusal = new RefusedError('BUSY');
    network.set(true);
    await platform.advance(100);
    server.refusal = null;
    await platform.advance(5_000);
    expect(people.profile('ann')?.name).toBe('ann');
    await people.close('erase');
    expect(await first.store.getMeta('me', 'people')).toBeNull();
  });

  it('does not forget what the device remembers for what it hears while that is read', async () => {
    const first = bench();
    await first.people.start();
    await first.platform.advance(100);
    await first.people.close('keep');
    const second = bench(first.store);
    second.network.set(false);
    const started = second.people.start();
    second.people.learn([person('cat')]);
    await started;
    await second.people.close('keep');
    const third = bench(first.store);
    third.network.set(false);
    await third.people.start();
    expect([third.people.me?.id, third.people.profile('cat')?.name]).toEqual(['me', 'cat']);
  });
});
