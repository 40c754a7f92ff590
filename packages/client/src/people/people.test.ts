import type { Me, UserProfile } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
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
    kept: new Kept({ account: 'me', key: 'people.1', store, platform, report: () => {}, tabs: inProcessTabs() }),
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
    expect(['ann', 'nobody'].map((id) => people.isAwaited(id))).toEqual([true, true]);
    await platform.advance(100);
    expect(['ann', 'nobody'].map((id) => people.isAwaited(id))).toEqual([false, false]);
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

  it('tells of who was asked for in vain: nobody waits for them any longer', async () => {
    const { people, platform } = bench();
    await people.start();
    people.profile('nobody');
    const awaited: boolean[] = [];
    people.subscribe(() => awaited.push(people.isAwaited('nobody')));
    await platform.advance(100);
    expect(awaited.at(-1)).toBe(false);
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
    expect(await first.store.getMeta('me', 'people.1')).toBeNull();
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

  it('[P1] knows a status as it was told last; who says nothing of it leaves it as it is', async () => {
    const { people } = bench();
    await people.start();
    const status = { emoji: '📅', text: 'In a meeting', until: null };
    people.learn([
      { ...person('ann'), status },
      { ...me, status },
    ]);
    const ann = people.profile('ann');
    expect(ann?.status).toEqual(status);
    people.learn([person('ann'), { ...person('ann'), status: { ...status } }]);
    expect(people.profile('ann')).toBe(ann);
    people.learn([{ ...person('ann'), status: { ...status, text: 'Still in it' } }]);
    expect(people.profile('ann')?.status?.text).toBe('Still in it');
    people.learn([{ ...person('ann'), status: null }]);
    expect(people.profile('ann')?.status).toBeNull();
  });

  it('[P2] takes a status down at its moment by its own clock, also after a sleep, and one that the device remembers', async () => {
    const first = bench();
    const { platform } = first;
    const until = new Date(platform.nowMs() + 3_600_000).toISOString();
    const status = { emoji: '📅', text: '', until };
    first.server.people = [
      { ...me, status },
      { ...person('ann'), status },
    ];
    await first.people.start();
    first.people.learnMe({ ...me, status });
    first.people.learn([{ ...person('ann'), status }]);
    let news = 0;
    first.people.subscribe(() => news++);
    await platform.advance(3_599_999);
    expect([first.people.profile('ann')?.status, first.people.me?.status, news]).toEqual([status, status, 0]);
    await platform.advance(1);
    expect([first.people.profile('ann')?.status, first.people.me?.status, news]).toEqual([null, null, 1]);
    // It was kept as it was told before that.
    const again = { ...status, until: new Date(platform.nowMs() + 60_000).toISOString() };
    first.people.learn([
      { ...person('ann'), status: again },
      { ...person('bob'), status: again },
    ]);
    await first.people.close('keep');
    const later = bench(first.store);
    later.network.set(false);
    await later.platform.advance(3_700_000);
    await later.people.start();
    expect([later.people.profile('ann')?.name, later.people.profile('ann')?.status]).toEqual(['ann', null]);
    // Told late, it is over already.
    later.people.learn([{ ...person('ann'), status: again }]);
    expect(later.people.profile('ann')?.status).toBeNull();
  });

  it('[P1] looks everybody up again who is asked for once what it knows may be old, and shows them until then', async () => {
    const { people, platform, asked, server } = bench();
    await people.start();
    people.profile('ann');
    people.subscribe(() => people.profile('ann'));
    await platform.advance(100);
    expect(asked).toEqual([['ann']]);
    server.people = [person('ann', 'Anna')];
    people.doubt();
    expect(people.profile('ann')?.name).toBe('ann');
    await platform.advance(100);
    expect([people.profile('ann')?.name, asked]).toEqual(['Anna', [['ann'], ['ann']]]);
  });
});
