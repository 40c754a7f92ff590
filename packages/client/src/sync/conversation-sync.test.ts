import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import type { AppliedInput } from '../outbox/input.ts';
import type { Incident } from '../report.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import type { FollowSink, Transport } from '../transport.ts';
import { RefusedError } from '../transport.ts';
import { ConversationSync } from './conversation-sync.ts';

const me = testUuid(1_000_001);
const conversationId = testUuid(2_000_001);

/** A sync whose subscription and pages are in the hands of the test. */
class Bench {
  readonly platform = fakePlatform();
  readonly network = manualNetwork();
  readonly store = new MemoryStore();
  readonly server = new ModelServer();
  readonly incidents: Incident[] = [];
  readonly followed: string[] = [];
  readonly news: AppliedInput[] = [];
  sink: FollowSink | null = null;
  list: Transport['list'] = (request) => Promise.resolve(this.server.list(me, request));
  readonly sync;

  constructor() {
    this.server.open(conversationId, [me]);
    this.sync = new ConversationSync({
      conversationId,
      self: me,
      platform: this.platform,
      network: this.network,
      store: this.store,
      report: (incident) => this.incidents.push(incident),
      onApplied: (news) => this.news.push(news),
      transport: {
        thread: (request) => Promise.resolve(this.server.thread(me, request)),
        list: (request, signal) => this.list(request, signal),
        follow: ({ cursor }, sink) => {
          this.followed.push(cursor);
          this.sink = sink;
          sink.live();
          return () => {};
        },
      },
    });
  }

  async start(): Promise<void> {
    await this.sync.start();
    await this.platform.advance(0);
  }

  say(n: number): void {
    this.server.perform(me, { kind: 'send', input: { conversationId, clientId: testUuid(n), body: `text ${n}` } });
  }

  deliver(seq: number): void {
    const event = this.server.log(conversationId)[seq - 1];
    if (event) this.sink?.item(this.server.cursor(seq), event);
  }
}

describe('a conversation kept in step', () => {
  it('is live again after a pause of the network that its subscription outlived', async () => {
    const bench = new Bench();
    bench.say(1);
    await bench.start();
    expect(bench.sync.standing.status).toBe('live');
    bench.network.set(false);
    expect(bench.sync.standing.status).toBe('offline');
    bench.network.set(true);
    expect(bench.sync.standing.status).toBe('live');
    expect(bench.followed).toEqual(['e1.1', 'e1.1']);
  });

  it('asks again for a page that never comes', async () => {
    const bench = new Bench();
    bench.say(1);
    let asked = 0;
    bench.list = () => {
      asked++;
      return new Promise(() => {});
    };
    await bench.start();
    await bench.platform.advance(15_000);
    expect([bench.sync.standing.status, asked]).toEqual(['loading', 1]);
    bench.list = (request) => Promise.resolve(bench.server.list(me, request));
    await bench.platform.advance(1_000);
    expect(bench.sync.standing.status).toBe('live');
    expect(bench.sync.replica?.tail.messages).toHaveLength(1);
  });

  it('[D10] holds what is early, asks from the last good cursor, then loads a page, and counts it', async () => {
    const bench = new Bench();
    await bench.start();
    for (let n = 1; n <= 5; n++) bench.say(n);
    bench.deliver(1);
    for (const seq of [3, 4]) bench.deliver(seq);
    expect(bench.sync.replica?.asOfSeq).toBe(1);
    expect(bench.followed).toEqual(['e1.0', 'e1.1', 'e1.1']);
    // The hole is filled: what was held follows by itself.
    bench.deliver(2);
    expect(bench.sync.replica?.asOfSeq).toBe(4);
    bench.say(6);
    bench.say(7);
    for (let n = 0; n < 3; n++) bench.deliver(7);
    await bench.platform.advance(0);
    expect(bench.sync.replica?.asOfSeq).toBe(7);
    expect(bench.incidents.map(({ type }) => type)).toEqual(['gap', 'gap', 'gap', 'gap', 'gap', 'reload']);
  });

  it('[D5] keeps what is on the screen until the page after a reset is here', async () => {
    const bench = new Bench();
    bench.say(1);
    await bench.start();
    const page = Promise.withResolvers<ReturnType<ModelServer['list']>>();
    bench.list = () => page.promise;
    bench.sink?.item('e1.1', { type: 'reset', conversationId, seq: 1 });
    expect([bench.sync.standing.status, bench.sync.replica?.tail.messages.length]).toEqual(['resuming', 1]);
    bench.say(2);
    page.resolve(bench.server.list(me, { conversationId }));
    await bench.platform.advance(0);
    expect([bench.sync.standing.status, bench.sync.replica?.tail.messages.length]).toEqual(['live', 2]);
  });

  it('[V2] a place that is asked for before anything is here is shown when something is', async () => {
    const bench = new Bench();
    for (let n = 1; n <= 200; n++) bench.say(n);
    const first = Promise.withResolvers<null>();
    const load = bench.store.loadSnapshot.bind(bench.store);
    bench.store.loadSnapshot = (...of) => first.promise.then(() => load(...of));
    const starting = bench.start();
    const showing = bench.sync.history.loadAround(20);
    first.resolve(null);
    await starting;
    await showing;
    expect(bench.sync.replica?.detached?.messages.map(({ seq }) => seq)).toContain(20);
  });

  it('[V2] a place that is on its way while the log is reset is asked for again', async () => {
    const bench = new Bench();
    for (let n = 1; n <= 200; n++) bench.say(n);
    await bench.start();
    const places: Promise<unknown>[] = [];
    const reset = Promise.withResolvers<null>();
    bench.list = async (request) => {
      if (request.around !== undefined && places.push(reset.promise) === 1) await reset.promise;
      return bench.server.list(me, request);
    };
    const showing = bench.sync.history.loadAround(20);
    bench.sink?.item('e1.1', { type: 'reset', conversationId, seq: 1 });
    await bench.platform.advance(0);
    reset.resolve(null);
    await showing;
    expect(places).toHaveLength(2);
    expect(bench.sync.replica?.detached?.messages.map(({ seq }) => seq)).toContain(20);
  });

  it('[D9] tells the queue when the page after a reset is of another run of the log', async () => {
    const bench = new Bench();
    bench.say(1);
    await bench.start();
    const reload = async (): Promise<void> => {
      bench.sink?.item('e1.1', { type: 'reset', conversationId, seq: 1 });
      await bench.platform.advance(0);
    };
    await reload();
    bench.server.epoch = 'e2';
    await reload();
    expect(bench.news.map(({ restarted }) => restarted)).toEqual([false, false, true]);
  });

  it('[D9] takes no event of another run of the log for the next one', async () => {
    const bench = new Bench();
    bench.say(1);
    await bench.start();
    bench.say(2);
    bench.say(3);
    bench.server.epoch = 'e2';
    bench.deliver(2);
    expect(bench.sync.replica).toMatchObject({ cursor: 'e1.1', asOfSeq: 1 });
    await bench.platform.advance(0);
    expect(bench.sync.replica).toMatchObject({ cursor: 'e2.3', asOfSeq: 3 });
  });

  it('[O1] a page that is ahead says nothing to the queue of a message that comes only with its event', async () => {
    const bench = new Bench();
    for (let n = 1; n <= 3; n++) bench.say(n);
    await bench.start();
    bench.say(4);
    bench.news.length = 0;
    await bench.sync.history.loadAround(4);
    expect(bench.sync.replica?.tail.messages).toHaveLength(3);
    expect(bench.news.flatMap(({ own }) => own.map(({ clientId }) => clientId))).not.toContain(testUuid(4));
    bench.deliver(4);
    expect(bench.news.flatMap(({ own }) => own.map(({ clientId }) => clientId))).toContain(testUuid(4));
  });

  it('[D7] ends when told that the person is no member, forgets the conversation, and may be asked again', async () => {
    const bench = new Bench();
    bench.say(1);
    await bench.start();
    await bench.sync.save();
    expect(await bench.store.loadSnapshot(me, conversationId)).not.toBeNull();
    bench.sink?.failed(new RefusedError('NOT_A_MEMBER'));
    expect(bench.sync.standing).toEqual({ status: 'ended', failure: 'NOT_A_MEMBER' });
    expect(bench.news.at(-1)).toMatchObject({ asOfSeq: 1, ended: true });
    await bench.platform.advance(600_000);
    expect(await bench.store.loadSnapshot(me, conversationId)).toBeNull();
    expect(bench.followed).toHaveLength(1);
    bench.sync.resume();
    expect(bench.sync.standing.status).toBe('live');
  });

  it('one that listens badly stops nobody', async () => {
    const bench = new Bench();
    let heard = 0;
    bench.sync.subscribe(() => {
      throw new Error('a bad listener');
    });
    bench.sync.subscribe(() => heard++);
    await bench.start();
    bench.say(1);
    bench.deliver(1);
    expect(heard).toBeGreaterThan(0);
    expect(bench.sync.replica?.asOfSeq).toBe(1);
    expect(new Set(bench.incidents.map(({ type }) => type))).toEqual(new Set(['uncaught']));
  });

  it('closing leaves no timer behind', async () => {
    const bench = new Bench();
    bench.say(1);
    bench.list = () => new Promise(() => {});
    await bench.start();
    await bench.sync.close();
    await bench.platform.advance(0);
    expect(bench.platform.pendingTimers()).toBe(0);
  });
});
