import { listDraftsInput, type SavedDraft, type SetDraftInput, type SetDraftOutput } from '@nova/contract';
import type { FakePlatform } from '@nova/testkit';
import { fakePlatform, seededRandom } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import type { ManualNetwork } from '../network.ts';
import { manualNetwork } from '../network.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import { NotSentError, RefusedError } from '../transport.ts';
import { DraftSync } from './draft-sync.ts';
import { Drafts } from './drafts.ts';
import type { Draft } from './held-draft.ts';

const draft = (body: string): Draft => ({ body, replyToId: null });

/** Keeps drafts as the server does, and tells every device of a change. */
class Shelf {
  readonly rows = new Map<string, SavedDraft>();
  readonly devices = new Set<Drafts>();
  refusal: RefusedError | null = null;
  /** Answers to this many writes get lost. */
  lose = 0;
  #ticks = 0;

  list(input: { since?: string }): { drafts: SavedDraft[] } {
    if (!listDraftsInput.safeParse(input).success) throw new RefusedError('INVALID_INPUT');
    const { since = '' } = input;
    return { drafts: [...this.rows.values()].filter(({ at }) => at > since) };
  }

  save({ conversationId, body, baseVersion, ...more }: SetDraftInput): SetDraftOutput {
    const [threadRootId, replyToId] = [more.threadRootId ?? null, more.replyToId ?? null];
    if (this.refusal) throw this.refusal;
    const known = this.rows.get(conversationId);
    const isSame = known?.body === body && known.replyToId === replyToId;
    if (known && (isSame || known.version !== baseVersion)) return { accepted: isSame, draft: known };
    const at = new Date(Date.UTC(2026, 0) + ++this.#ticks).toISOString();
    const saved = { conversationId, threadRootId, replyToId, body, version: baseVersion + 1, at };
    this.rows.set(conversationId, saved);
    for (const device of this.devices) device.refresh('news');
    if (this.lose-- > 0) throw new NotSentError();
    return { accepted: true, draft: saved };
  }
}

interface Device {
  readonly drafts: Drafts;
  readonly network: ManualNetwork;
}

function openDevice(
  shelf: Shelf,
  platform: FakePlatform,
  { store = new MemoryStore(), tabs = inProcessTabs(), isStarted = true } = {},
) {
  const network = manualNetwork();
  const through = async <T>(ask: () => T): Promise<T> => {
    if (!network.online()) throw new NotSentError();
    return ask();
  };
  const drafts = new Drafts({
    account: 'me',
    kept: new Kept({ account: 'me', key: 'drafts.1', store, platform, report: () => {}, tabs }),
    broadcast: tabs.broadcast,
    platform,
    network,
    loadSync: (local) =>
      Promise.resolve(
        new DraftSync({
          shelf: local,
          platform,
          network,
          save: (input) => through(() => shelf.save(input)),
          list: (input) => through(() => shelf.list(input)),
        }),
      ),
  });
  if (isStarted) void drafts.start();
  shelf.devices.add(drafts);
  return { drafts, network };
}

function bench() {
  const platform = fakePlatform();
  const shelf = new Shelf();
  const open = (): Device => openDevice(shelf, platform);
  return { platform, shelf, here: open(), there: open(), settle: () => platform.advance(20_000) };
}

describe('drafts', () => {
  it('are the same in all tabs and kept over a reload; an empty one is none', async () => {
    const [store, tabs, platform] = [new MemoryStore(), inProcessTabs(), fakePlatform()];
    const open = (): Drafts => {
      const device = openDevice(new Shelf(), platform, { store, tabs, isStarted: false });
      device.network.set(false);
      return device.drafts;
    };
    const [one, two] = [open(), open()];
    let heard = 0;
    two.subscribe(() => heard++);
    one.set('a', draft('hel'));
    one.set('a', draft('hello'));
    one.set('a', draft('hello'));
    one.set('b', draft('gone'));
    one.set('b', draft('  '));
    one.set('c', { body: '', replyToId: 'm' });
    await platform.advance(0);
    expect([two.get('a'), two.get('b'), two.get('c')]).toEqual([draft('hello'), null, { body: '', replyToId: 'm' }]);
    expect(heard).toBe(5);
    const editing = { target: { messageId: 'm' }, version: 2, body: '' };
    one.set('d', { ...draft(''), editing });
    one.set('d', { ...draft(''), editing: { ...editing, body: 'better' } });
    await platform.advance(0);
    expect(two.get('d')?.editing?.body).toBe('better');
    await one.close('keep');
    await two.close('keep');
    const later = open();
    later.set('a', draft('newer'));
    await later.start();
    expect([later.get('a'), later.get('c')]).toEqual([draft('newer'), { body: '', replyToId: 'm' }]);
    await later.close('erase');
    expect(await store.getMeta('me', 'drafts.1')).toBeNull();
  });

  it('[Y1] are off the device at once when they are sent: a reload does not bring them back', async () => {
    const [store, platform] = [new MemoryStore(), fakePlatform()];
    const open = async (): Promise<Drafts> => {
      const { drafts, network } = openDevice(new Shelf(), platform, { store, isStarted: false });
      network.set(false);
      await drafts.start();
      return drafts;
    };
    const drafts = await open();
    drafts.set('a', draft('to be sent'));
    await platform.advance(5_000);
    expect((await open()).get('a')).toEqual(draft('to be sent'));
    drafts.set('a', null);
    await platform.advance(0);
    expect((await open()).get('a')).toBeNull();
  });

  it('[Y1] come to the other devices, with their thread and what they answer, and go from all when they are sent', async () => {
    const { platform, here, there, settle } = bench();
    here.drafts.set('a:root', { body: 'in a thread', replyToId: 'm' });
    here.drafts.set('a:root', { body: 'in a thread, on', replyToId: 'm' });
    await settle();
    expect(there.drafts.get('a:root')).toEqual({ body: 'in a thread, on', replyToId: 'm' });
    expect(there.drafts.all).toMatchObject([{ conversationId: 'a', threadRootId: 'root' }]);
    here.drafts.set('a:root', null);
    await settle();
    expect([there.drafts.get('a:root'), there.drafts.all]).toEqual([null, []]);
    expect(platform.nowMs()).toBeGreaterThan(0);
  });

  it('[Y1] written without a way wait on the device, over a reload, and are told when there is one', async () => {
    const platform = fakePlatform();
    const shelf = new Shelf();
    const store = new MemoryStore();
    const there = openDevice(shelf, platform);
    const here = openDevice(shelf, platform, { store });
    here.network.set(false);
    here.drafts.set('a', draft('on the train'));
    await platform.advance(20_000);
    await here.drafts.close('keep');
    expect(shelf.rows.size).toBe(0);
    const again = openDevice(shelf, platform, { store, isStarted: false });
    await again.drafts.start();
    await platform.advance(20_000);
    expect(there.drafts.get('a')).toEqual(draft('on the train'));
  });

  it('[Y2] the field that one is in is never overwritten: the other text is offered, and goes on when it goes on', async () => {
    const { here, there, settle } = bench();
    here.drafts.set('a', draft('first'));
    await settle();
    here.drafts.hold('a');
    there.drafts.set('a', draft('something else'));
    await settle();
    expect(here.drafts.get('a')).toEqual({ ...draft('first'), other: 'something else' });
    expect(there.drafts.get('a')).toEqual(draft('something else'));
    there.drafts.set('a', draft('something else, longer'));
    await settle();
    expect(here.drafts.get('a')?.other).toBe('something else, longer');
    // Looking on is not writing: nothing of it was told.
    expect(there.drafts.get('a')?.body).toBe('something else, longer');
    here.drafts.set('a', { ...draft('first, on'), other: null });
    await settle();
    expect(there.drafts.get('a')?.body).toBe('first, on');
  });

  it('[Y2] a field grows under the hand of its writer, and is emptied when its text was sent elsewhere', async () => {
    const { here, there, settle } = bench();
    here.drafts.hold('a');
    there.drafts.set('a', draft('hello'));
    await settle();
    expect(here.drafts.get('a')).toEqual(draft('hello'));
    there.drafts.set('a', draft('hello world'));
    await settle();
    expect(here.drafts.get('a')).toEqual(draft('hello world'));
    there.drafts.set('a', null);
    await settle();
    expect(here.drafts.get('a')).toBeNull();
  });

  it('[Y2] two texts written apart are both there afterwards, whoever comes first', async () => {
    const { here, there, settle } = bench();
    for (const { network } of [here, there]) network.set(false);
    here.drafts.set('a', draft('from here'));
    there.drafts.set('a', draft('from there'));
    await settle();
    here.network.set(true);
    await settle();
    there.network.set(true);
    await settle();
    expect(there.drafts.get('a')).toEqual({ ...draft('from there'), other: 'from here' });
    expect(here.drafts.get('a')?.body).toBe('from there');
  });

  it('[Y2] what was written on survives being sent from elsewhere, and an answer that got lost brings nothing back', async () => {
    const { shelf, here, there, settle } = bench();
    here.drafts.set('a', draft('hello'));
    await settle();
    here.network.set(false);
    here.drafts.set('a', draft('hello again'));
    there.drafts.set('a', null);
    await settle();
    here.network.set(true);
    await settle();
    expect([here.drafts.get('a'), there.drafts.get('a')]).toEqual([draft('hello again'), draft('hello again')]);
    shelf.lose = 1;
    here.drafts.set('a', draft('hello again, all'));
    here.drafts.set('a', null);
    await settle();
    expect([here.drafts.get('a'), there.drafts.get('a')]).toEqual([null, null]);
  });

  it('[Y1] what the server refuses stays on the device, and is gone where one is no member', async () => {
    const { shelf, here, settle } = bench();
    shelf.refusal = new RefusedError('DRAFTS_FULL');
    here.drafts.set('a', draft('one too many'));
    await settle();
    expect(here.drafts.get('a')).toEqual(draft('one too many'));
    shelf.refusal = new RefusedError('NOT_A_MEMBER');
    here.drafts.set('a', draft('one too many!'));
    await settle();
    expect(here.drafts.get('a')).toBeNull();
    shelf.refusal = null;
    here.drafts.set('b', draft('told'));
    await settle();
    shelf.rows.delete('b');
    here.drafts.refresh('all');
    await settle();
    expect(here.drafts.get('b')).toBeNull();
  });

  it.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    '[Y2] whatever devices do in whatever weather, no text is lost and all agree in the end (seed %i)',
    async (seed) => {
      const chance = seededRandom(seed);
      const platform = fakePlatform();
      const shelf = new Shelf();
      const devices = Array.from({ length: 3 }, () => openDevice(shelf, platform));
      const sent = new Set<string>();
      const typed: string[] = [];
      for (let step = 0; step < 60; step++) {
        const { drafts, network } = devices[chance.int(3)] ?? openDevice(shelf, platform);
        const here = drafts.get('a') ?? draft('');
        const act = chance.int(8);
        if (act < 4) {
          const word = `<${step}>`;
          typed.push(word);
          drafts.set('a', { ...here, body: `${here.body}${word}` });
        } else if (act === 4) network.set(!network.online());
        else if (act === 5) {
          if (chance.int(3) === 0) {
            for (const word of here.body.match(/<\d+>/g) ?? []) sent.add(word);
            drafts.set('a', here.other ? { ...draft(''), other: here.other } : null);
          }
        } else if (act === 6) {
          if (chance.int(2) === 0) drafts.hold('a');
          else drafts.release('a');
        } else shelf.lose = 1;
        await platform.advance(chance.int(3_000));
      }
      for (const { network } of devices) network.set(true);
      await platform.advance(600_000);
      const left = devices.map(({ drafts }) => drafts.get('a'));
      const seen = left.map((one) => `${one?.body ?? ''} ${one?.other ?? ''}`).join(' ');
      expect(typed.filter((word) => !sent.has(word) && !seen.includes(word))).toEqual([]);
      const free = devices.flatMap(({ drafts }) => {
        const held = drafts.held.get('a');
        return held?.rests ? [] : [held?.draft.body ?? ''];
      });
      expect(new Set(free)).toEqual(new Set(free.length > 0 ? [shelf.rows.get('a')?.body ?? ''] : []));
    },
  );
});
