import type { InboxItem } from '@nova/contract';
import type { FakePlatform } from '@nova/testkit';
import { fakePlatform, seededRandom } from '@nova/testkit';
import { applyInbox } from '../inbox/live-inbox.ts';
import type { Live } from '../live/live.ts';
import { liveOver } from '../live/live.ts';
import { SharedLive } from '../live/shared-live.ts';
import { manualNetwork } from '../network.ts';
import type { ManualNetwork } from '../network.ts';
import type { Incident } from '../report.ts';
import type { ModelSocket } from './live-model.ts';
import { cursorAt, LiveModel } from './live-model.ts';
import type { RoughTabs } from './rough-tabs.ts';
import { roughTabs } from './rough-tabs.ts';
import { TabLife } from './tab-life.ts';

/** A conversation followed in a tab. Throws at the first event that is not the next one. */
export class LogReader {
  seq: number;
  readonly states: string[] = [];
  isOver = false;
  readonly #stop: () => void;

  constructor(live: Live, of: { conversationId: string; afterSeq: number; name: string }) {
    this.seq = of.afterSeq;
    const input = { conversationId: of.conversationId, lastEventId: cursorAt(of.afterSeq) };
    const subscription = live.conversation.events.subscribe(input, {
      onStarted: () => this.states.push('started'),
      onConnectionStateChange: ({ state }) => this.states.push(state),
      onData: ({ id, data }) => {
        if (this.isOver) throw new Error(`${of.name}: told after the end`);
        if (data.seq !== this.seq + 1 || id !== cursorAt(data.seq))
          throw new Error(`${of.name}: ${data.seq} after ${this.seq}`);
        this.seq = data.seq;
      },
      onComplete: () => {
        this.isOver = true;
        this.states.push('complete');
      },
      onError: () => {
        this.isOver = true;
        this.states.push('error');
      },
    });
    this.#stop = () => subscription.unsubscribe();
  }

  stop(): void {
    this.isOver = true;
    this.#stop();
  }
}

/** One tab of one account. */
export class SharedTab {
  readonly life = new TabLife();
  readonly network: ManualNetwork = manualNetwork();
  readonly incidents: Incident[] = [];
  readonly live: Live;
  readonly socket: ModelSocket;
  readonly shared: SharedLive;
  readonly readers = new Map<string, LogReader>();
  /** What its inbox shows: conversations and their last events. */
  inbox: ReturnType<typeof applyInbox> | null = null;
  readonly online = new Set<string>();
  isWatched = true;
  doubts = 0;
  /** Before each message posted or heard. */
  onAct: () => void = () => {};

  readonly name: string;

  constructor(
    name: string,
    of: { platform: FakePlatform; tabs: RoughTabs; model: LiveModel; newId: () => string; userId: string },
  ) {
    this.name = name;
    this.socket = of.model.socketOf(this.life);
    this.shared = new SharedLive({
      userId: of.userId,
      open: this.socket.open,
      tabs: of.tabs.portsOf(this.life, { isWatched: () => this.isWatched, onAct: () => this.onAct() }),
      platform: this.life.platform(of.platform),
      newId: of.newId,
      network: this.network,
      adopt: (online) => this.network.set(online),
      doubt: () => this.doubts++,
      report: (incident) => this.incidents.push(incident),
    });
    this.live = liveOver(this.shared.open);
  }

  get hasSocket(): boolean {
    return this.socket.calls.length > 0;
  }

  follow(conversationId: string, afterSeq: number): LogReader {
    const reader = new LogReader(this.live, { conversationId, afterSeq, name: `${this.name} ${conversationId}` });
    this.readers.set(conversationId, reader);
    return reader;
  }

  /** Opens the inbox, until the returned function is called. */
  watchInbox(): () => void {
    const subscription = this.live.inbox.changes.subscribe(undefined, {
      onData: (item: InboxItem) => {
        if (item.type === 'changed' && !this.inbox) throw new Error(`${this.name}: a change before the snapshot`);
        this.inbox = applyInbox(this.inbox ?? [], item);
      },
    });
    return () => subscription.unsubscribe();
  }

  watchPeople(userIds: string[]): () => void {
    const subscription = this.live.presence.watch.subscribe(
      { conversationIds: [], userIds },
      {
        onConnectionStateChange: ({ state }) => state === 'connecting' && this.online.clear(),
        onData: (item) => {
          if (item.type !== 'presence') return;
          if (item.online) this.online.add(item.userId);
          else this.online.delete(item.userId);
        },
      },
    );
    return () => subscription.unsubscribe();
  }

  /** As closing it in the browser does. */
  close(): void {
    this.shared.close();
    this.life.end();
  }

  crash(): void {
    this.life.end();
  }
}

/** A browser with tabs of one account (or of several) and a model server. */
export class SharedTabs {
  readonly platform: FakePlatform;
  readonly model: LiveModel;
  readonly tabs: SharedTab[] = [];
  readonly #rough: RoughTabs;
  #ids = 0;

  constructor(of: { seed: number; delayMs: number }) {
    const random = seededRandom(of.seed);
    this.platform = fakePlatform(of.seed);
    this.model = new LiveModel({ platform: this.platform, random: random.fork(), delayMs: of.delayMs });
    this.#rough = roughTabs({ platform: this.platform, random: random.fork(), delayMs: of.delayMs });
  }

  get travelling(): number {
    return this.#rough.travelling;
  }

  open(userId = 'ada'): SharedTab {
    const tab = new SharedTab(`tab ${this.tabs.length}`, {
      platform: this.platform,
      tabs: this.#rough,
      model: this.model,
      newId: () => `id-${++this.#ids}`,
      userId,
    });
    this.tabs.push(tab);
    return tab;
  }

  get alive(): SharedTab[] {
    return this.tabs.filter(({ life }) => !life.isOver);
  }

  /** Those with a socket of their own. */
  get sockets(): SharedTab[] {
    return this.tabs.filter(({ hasSocket }) => hasSocket);
  }
}
