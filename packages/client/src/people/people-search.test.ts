import type { UserProfile } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { RefusedError } from '../transport.ts';
import type { PeopleSearchOptions } from './people-search.ts';
import { PeopleSearch } from './people-search.ts';

const person = (name: string, more: Partial<UserProfile> = {}): UserProfile => ({
  ...{ id: name, name, handle: name.toLowerCase(), image: null, placeholder: false },
  ...more,
});

/** A device that knows some people and talks to others of them, and a server that finds some. */
function bench({ known, direct = [] }: { known: readonly UserProfile[]; direct?: readonly UserProfile[] }) {
  const platform = fakePlatform();
  const network = manualNetwork();
  const asked: string[] = [];
  const learned: string[] = [];
  const server = { people: [] as readonly UserProfile[], refusal: null as Error | null };
  const sources = {
    userId: 'Me',
    network,
    people: { known, learn: (all: readonly UserProfile[]) => void learned.push(...all.map(({ id }) => id)) },
    inbox: { conversations: [{ peer: null }, ...direct.map((peer) => ({ peer }))] },
    trpc: {
      user: {
        search: {
          query({ query }: { query: string }) {
            asked.push(query);
            return server.refusal ? Promise.reject(server.refusal) : Promise.resolve(server.people);
          },
        },
      },
    },
  };
  const search = (typed: string, options: PeopleSearchOptions = {}) =>
    new PeopleSearch(sources, { typed, platform, ...options });
  return { platform, network, asked, learned, server, search };
}

const names = (search: PeopleSearch): string[] => search.found.map(({ name }) => name);

describe('people for what is typed', () => {
  it('are at once those whom the device knows: the likeliest first, among equals those one talks to', () => {
    const [anton, ana, annAb, ann, ben] = ['Anton', 'Ana', 'Carl Anders', 'An', 'Ben'].map((name) => person(name));
    if (!anton || !ana || !annAb || !ann || !ben) throw new Error('Nobody');
    const { search } = bench({ known: [person('Me'), anton, annAb, ana, ben, ann], direct: [ben, ana] });
    expect(names(search(' @An'))).toEqual(['An', 'Ana', 'Anton', 'Carl Anders']);
    expect(names(search('')).slice(0, 2)).toEqual(['Ben', 'Ana']);
  });

  it('are then those whom the server finds, nobody twice and oneself never; whoever is there stays there', async () => {
    const { search, platform, asked, learned, server } = bench({ known: [person('Anton'), person('Me')] });
    server.people = [person('An'), person('Anton'), person('Me'), person('Anita')];
    const found = search('An');
    const shown: string[][] = [];
    const leave = found.subscribe(() => shown.push(names(found)));
    await platform.advance(100);
    expect([asked, names(found)]).toEqual([[], ['Anton']]);
    await platform.advance(500);
    expect([asked, shown]).toEqual([['an'], [['Anton', 'An', 'Anita']]]);
    expect(learned).toEqual(['An', 'Anton', 'Me', 'Anita']);
    expect(found.found).toBe(found.found);
    leave();
  });

  it('are without those who are in already, and on request without those one talks to directly', async () => {
    const [ada, ann] = [person('Ada'), person('Ann')];
    const { search, platform, server } = bench({ known: [ada, ann], direct: [ada] });
    server.people = [ada, ann, person('Alan')];
    const all = [search('a', { without: new Set(['Ann', 'Alan']) }), search('a', { withoutDirect: true })];
    expect(all.map(names)).toEqual([['Ada'], ['Ann']]);
    const leave = all.map((found) => found.subscribe(() => {}));
    await platform.advance(1_000);
    expect(all.map(names)).toEqual([['Ada'], ['Ann', 'Alan']]);
    for (const one of leave) one();
  });

  it('[S1] are authors of an import only where those are asked for, and nobody who was claimed', () => {
    const known = [
      person('Old Ann', { placeholder: true }),
      person('Old Ada', { placeholder: true, claimedById: 'Ada' }),
      person('Ada'),
    ];
    const { search } = bench({ known });
    expect(names(search('a'))).toEqual(['Ada']);
    expect(names(search('a', { withAuthors: true }))).toEqual(['Ada', 'Old Ann']);
  });

  it('are asked for again when they could not be, and not after nobody listens', async () => {
    const { search, platform, network, asked, server } = bench({ known: [] });
    network.set(false);
    server.people = [person('Ann')];
    const found = search('ann');
    const leave = found.subscribe(() => {});
    await platform.advance(10_000);
    expect(asked).toEqual([]);
    server.refusal = new RefusedError('RATE_LIMITED');
    network.set(true);
    await platform.advance(100);
    expect([asked, names(found)]).toEqual([['ann'], []]);
    server.refusal = null;
    await platform.advance(60_000);
    expect([asked, names(found)]).toEqual([['ann', 'ann'], ['Ann']]);
    leave();
    const other = search('ben');
    other.subscribe(() => {})();
    await platform.advance(60_000);
    expect(asked).toHaveLength(2);
  });

  it('is nobody whom the server is asked for while nothing is typed', async () => {
    const { search, platform, asked } = bench({ known: [person('Ann')] });
    search(' ').subscribe(() => {});
    await platform.advance(60_000);
    expect(asked).toEqual([]);
  });
});
