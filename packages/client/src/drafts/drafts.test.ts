import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import { Drafts } from './drafts.ts';

const draft = (body: string) => ({ body, replyToId: null });

describe('drafts', () => {
  it('are the same in all tabs and kept over a reload; an empty one is none', async () => {
    const [store, tabs, platform] = [new MemoryStore(), inProcessTabs(), fakePlatform()];
    const open = (): Drafts =>
      new Drafts({
        account: 'me',
        kept: new Kept({ account: 'me', key: 'drafts', store, platform, report: () => {} }),
        broadcast: tabs.broadcast,
      });
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
    expect(await store.getMeta('me', 'drafts')).toBeNull();
  });
});
