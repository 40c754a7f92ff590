import { fakePlatform, gate } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import { idsInTrays } from './ids-in-trays.ts';
import { type KeptTrays, type TrayFile, Trays } from './trays.ts';

const file = (id: string, text = id): TrayFile => ({ id, name: `${id}.txt`, bytes: new Blob([text]) });

function openTab(of: { store?: MemoryStore; tabs?: ReturnType<typeof inProcessTabs>; outgoing?: string[] } = {}) {
  const { store = new MemoryStore(), tabs = inProcessTabs(), outgoing = [] } = of;
  const platform = fakePlatform();
  const device = { account: 'me', store, platform, report: () => {}, tabs };
  const kept = new Kept<KeptTrays>({ ...device, key: 'trays.1' });
  const trays = new Trays({ ...device, kept, outgoing: () => outgoing, broadcast: tabs.broadcast });
  return { store, tabs, platform, kept, trays, outgoing };
}

const shown = async (trays: Trays, key = 'a'): Promise<string[]> =>
  Promise.all(trays.files(key).map(async ({ name, bytes }) => `${name}: ${await bytes.text()}`));

describe('[Y7] files that are picked and not sent', () => {
  it('lie on the device, over a reload, with what was said of them', async () => {
    const { store, trays } = openTab();
    trays.set('a', [file('x'), file('y')]);
    trays.set('a', [{ ...file('x'), alt: 'words' }, file('y')]);
    trays.set('b', [file('z')]);
    await trays.close('keep');
    const again = openTab({ store });
    await again.trays.start();
    expect(await shown(again.trays)).toEqual(['x.txt: x', 'y.txt: y']);
    expect(again.trays.files('a')[0]?.alt).toBe('words');
    expect(idsInTrays(await again.kept.load()).toSorted()).toEqual(['x', 'y', 'z']);
  });

  it('are the same in all tabs, and what one tab has taken in meanwhile is not undone by what the device knew', async () => {
    const first = openTab();
    first.trays.set('a', [file('x')]);
    await first.trays.close('keep');
    const { store, tabs } = first;
    const [one, other] = [openTab({ store, tabs }), openTab({ store, tabs })];
    await Promise.all([one.trays.start(), other.trays.start()]);
    const told = new Promise<void>((resolve) => other.trays.subscribe(resolve));
    one.trays.set('a', [file('y')]);
    await told;
    expect(await shown(other.trays)).toEqual(['y.txt: y']);
    const late = openTab({ store, tabs });
    late.trays.set('a', []);
    await late.trays.start();
    expect(late.trays.files('a')).toEqual([]);
  });

  it('are those of another tab also when the device is still being read for what was there before', async () => {
    const first = openTab();
    first.trays.set('a', [file('old')]);
    await first.trays.close('keep');
    const { store, tabs } = first;
    const [one, slow] = [openTab({ store, tabs }), openTab({ store, tabs })];
    const rest = gate();
    const load = slow.kept.load.bind(slow.kept);
    slow.kept.load = async () => {
      const before = await load();
      await rest.pass();
      return before;
    };
    const starting = slow.trays.start();
    await rest.arrived();
    const told = new Promise<void>((resolve) => slow.trays.subscribe(resolve));
    one.trays.set('a', [file('new')]);
    await told;
    rest.open();
    await starting;
    expect(await shown(slow.trays)).toEqual(['new.txt: new']);
  });

  it('are on the device once another tab is told of them, also when theirs is killed then', async () => {
    const { store, tabs, trays } = openTab();
    const other = openTab({ store, tabs });
    const told = new Promise<void>((resolve) => other.trays.subscribe(resolve));
    trays.set('a', [file('x')]);
    await told;
    const again = openTab({ store });
    await again.trays.start();
    expect(await shown(again.trays)).toEqual(['x.txt: x']);
  });

  it('leave the device when they are taken out, but not when they are on their way or have moved', async () => {
    const { store, trays, outgoing, platform } = openTab();
    trays.set('a', [file('sent'), file('thrown'), file('moved')]);
    trays.set('b', [file('kept')]);
    outgoing.push('sent');
    trays.set('b', [file('kept'), file('moved')]);
    trays.set('a', []);
    await platform.advance(20_000);
    await trays.close('keep');
    const there = await Promise.all(['sent', 'thrown', 'moved', 'kept'].map((id) => store.getFile('me', id)));
    expect(there.map((bytes) => bytes !== null)).toEqual([true, false, true, true]);
    const again = openTab({ store, outgoing });
    await again.trays.start();
    expect(await shown(again.trays, 'b')).toEqual(['kept.txt: kept', 'moved.txt: moved']);
  });

  it('[O8] do not come onto the device any more when one signs out at that moment', async () => {
    const { store, trays } = openTab();
    trays.set('a', [file('x')]);
    await trays.close('erase');
    expect([await store.getFile('me', 'x'), await openTab({ store }).kept.load()]).toEqual([null, null]);
  });

  it('are told of as far as the device has them; what it cannot take is there until the tab is closed', async () => {
    const { store, trays } = openTab();
    trays.set('a', [file('x'), file('y')]);
    await trays.close('keep');
    await store.writeOutbox('me', { put: [], remove: [], dropFiles: ['x'] });
    const again = openTab({ store });
    await again.trays.start();
    expect(await shown(again.trays)).toEqual(['y.txt: y']);
    again.store.putFile = () => Promise.reject(new Error('full'));
    again.trays.set('a', [file('z')]);
    expect(await shown(again.trays)).toEqual(['z.txt: z']);
    await again.trays.close('erase');
    expect(await openTab({ store }).kept.load()).toBeNull();
  });

  it('are told of all together, the same map until one changes, nothing of those that hold none', async () => {
    const { trays } = openTab();
    trays.set('a', [file('x')]);
    trays.set('b', [file('y')]);
    const { all } = trays;
    expect([...all].map(([key, files]) => [key, files.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(trays.all).toBe(all);
    trays.set('a', []);
    expect([...trays.all.keys()]).toEqual(['b']);
    expect(all.size).toBe(2);
    await trays.close('erase');
  });
});
