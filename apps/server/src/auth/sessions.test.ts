import { fakePlatform, gate } from '@nova/testkit';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type Identity, Sessions } from './sessions.ts';

const bearer = (who: string) => ({ authorization: `Bearer ${who}` });

/** Sessions of a library and a table that count how often they are asked. */
function world(cacheMs = 1_000) {
  const platform = fakePlatform();
  const living = new Set(['ann', 'bob']);
  const watched = new Set<string>();
  const asked = { library: [] as string[], table: [] as string[] };
  let pause: (() => Promise<void>) | null = null;
  const sessions = new Sessions({
    async lookUp({ authorization = '' }) {
      const sessionId = authorization.slice('Bearer '.length);
      asked.library.push(sessionId);
      const isAlive = living.has(sessionId);
      await pause?.();
      return isAlive ? { userId: `user of ${sessionId}`, sessionId, setCookies: ['prolonged'] } : null;
    },
    async ended(sessionIds) {
      asked.table.push(sessionIds.join(' '));
      if (living.has('broken')) throw new Error('no database');
      const found = new Set(sessionIds.filter((id) => !living.has(id)));
      await pause?.();
      return found;
    },
    isWatched: (sessionId) => watched.has(sessionId),
    log: pino({ level: 'silent' }),
    nowMs: () => platform.nowMs(),
    cacheMs,
  });
  const hold = (run: () => Promise<void>): void => {
    pause = run;
  };
  return { sessions, platform, living, watched, asked, hold };
}

const ann = (setCookies: readonly string[] = []): Identity => ({
  userId: 'user of ann',
  sessionId: 'ann',
  setCookies,
});

test('the library reads credentials once; later a look at the row says whether the session lives', async () => {
  const { sessions, platform, living, asked } = world();
  expect(await sessions.identify(bearer('ann'))).toEqual(ann(['prolonged']));
  expect(await sessions.identify(bearer('ann'))).toEqual(ann());
  expect(asked).toEqual({ library: ['ann'], table: [] });
  await platform.advance(1_000);
  expect(await sessions.identify(bearer('ann'))).toEqual(ann());
  expect(asked).toEqual({ library: ['ann'], table: ['ann'] });
  living.delete('ann');
  await platform.advance(1_000);
  expect(await sessions.identify(bearer('ann'))).toBeNull();
  expect(asked).toEqual({ library: ['ann'], table: ['ann', 'ann'] });
  await platform.advance(600_000);
  living.add('ann');
  expect(await sessions.identify(bearer('ann'))).toEqual(ann(['prolonged']));
});

test('[A2] what lasts longer than a request asks in any case', async () => {
  const { sessions, watched, living } = world();
  watched.add('ann');
  expect(await sessions.identifyAnew(bearer('ann'))).toEqual(ann(['prolonged']));
  living.delete('ann');
  expect(await sessions.identifyAnew(bearer('ann'))).toBeNull();
});

test('under something open a session is believed until one has ended somewhere', async () => {
  const { sessions, platform, watched, living, asked } = world();
  watched.add('ann');
  await sessions.identify(bearer('ann'));
  await platform.advance(60_000);
  expect(await sessions.identify(bearer('ann'))).toEqual(ann());
  expect(asked.table).toEqual([]);
  living.delete('ann');
  sessions.forget();
  expect(await sessions.identify(bearer('ann'))).toBeNull();
});

test('with no cache every request looks', async () => {
  const { sessions, watched, living } = world(0);
  watched.add('ann');
  await sessions.identify(bearer('ann'));
  living.delete('ann');
  expect(await sessions.identify(bearer('ann'))).toBeNull();
});

test('a look that began before a session ended is not believed after', async () => {
  const { sessions, platform, living, asked, hold } = world();
  for (const round of [1, 2]) {
    living.add('ann');
    await platform.advance(1_000);
    const looking = gate();
    hold(() => looking.pass());
    const before = sessions.identify(bearer('ann'));
    await looking.arrived();
    living.delete('ann');
    sessions.forget();
    looking.open();
    expect(await before).toMatchObject({ sessionId: 'ann' });
    if (round === 1) living.add('ann');
    expect(await sessions.identify(bearer('ann'))).toEqual(round === 1 ? ann() : null);
  }
  expect(asked.library).toEqual(['ann']);
});

test('who comes in one turn is answered by one statement', async () => {
  const { sessions, platform, asked } = world();
  await Promise.all(['ann', 'bob', 'eve'].map((who) => sessions.identify(bearer(who))));
  await platform.advance(1_000);
  const found = await Promise.all(['ann', 'bob', 'ann', 'eve'].map((who) => sessions.identify(bearer(who))));
  expect(found.map((one) => one?.sessionId)).toEqual(['ann', 'bob', 'ann', undefined]);
  expect(asked).toEqual({ library: ['ann', 'bob', 'eve', 'eve'], table: ['ann bob'] });
});

test('a database that cannot be asked is no verdict', async () => {
  const { sessions, platform, living } = world();
  await sessions.identify(bearer('ann'));
  await platform.advance(1_000);
  living.add('broken');
  await expect(sessions.identify(bearer('ann'))).rejects.toMatchObject({ reason: 'BUSY' });
  living.delete('broken');
  expect(await sessions.identify(bearer('ann'))).toEqual(ann());
});
