import type { ListOutput, LogEntry } from '@nova/contract';
import { RefusedError } from '@nova/client/sim';
import type { PageRequest, Receipt } from '@nova/client/sim';
import type { Commit, DeliveryMeter, EventStream } from '@nova/delivery';
import { Hub, Relay, relayDefaults, Sweeper, sweeperDefaults } from '@nova/delivery';
import type { ModelCommand } from '../database/judge.ts';
import type { Verdict, Wish } from '../database/model-database.ts';
import { Life } from '../life.ts';
import type { Surroundings } from '../surroundings.ts';
import { DatabaseLink } from './database-link.ts';
import { RoughStream } from './rough-stream.ts';
import type { Follow } from './session.ts';

/** Where a node can be told to die: the points of a command at which a crash is most awkward. */
export type DyingPlace = 'locked' | 'before-commit' | 'after-commit' | 'after-append';

interface Running {
  readonly hub: Hub;
  readonly relay: Relay;
  readonly sweeper: Sweeper | null;
}

interface WaitingSend {
  readonly wish: Wish;
  readonly answer: PromiseWithResolvers<Receipt>;
}

/** One server process: the real relay, sweeper and hub, around commands on the model of the database. */
export class ServerNode {
  readonly name: string;
  readonly life: Life;
  /** Ends when it takes no more requests: sockets are closed then. */
  readonly door: Life;
  readonly stream: RoughStream;
  readonly link: DatabaseLink;
  /** The next command that comes to this place is the end of this node. */
  diesAt: DyingPlace | null = null;
  readonly #around: Surroundings;
  readonly #sends = new Map<string, WaitingSend[]>();
  #running: Running | null = null;

  constructor(name: string, around: Surroundings) {
    this.name = name;
    this.#around = around;
    const { clock, database, weather, redis } = around;
    this.life = new Life(clock);
    this.door = new Life(clock);
    this.life.onEnd(() => this.door.end());
    const epoch = (): string => this.#running?.hub.heads.epoch ?? database.epoch;
    this.link = new DatabaseLink({ ...around, life: this.life, known: epoch });
    this.stream = new RoughStream({
      ...{ redis, clock, weather },
      life: this.life,
      keepEntries: around.sizes.streamEntries,
      epoch,
      onChange: (stream) => around.checks.stream(stream),
      onAppended: () => this.#pass('after-append'),
    });
    void this.#start();
  }

  /** Whether it takes requests. */
  get isUp(): boolean {
    return this.#running !== null && !this.door.isOver;
  }

  /** Present while it is up. */
  get hub(): Hub | null {
    return this.isUp ? (this.#running?.hub ?? null) : null;
  }

  /** The log of a conversation, for a socket. @throws Error while it is not up. */
  get follow(): Follow {
    const { hub } = this;
    if (!hub) throw new Error(`${this.name} is not up`);
    const { mutant, checks } = this.#around;
    const follow: Follow = mutant.follow?.({ hub, log: this.link }) ?? ((request, sink) => hub.follow(request, sink));
    return (request, sink) => follow(request, checks.sink(request, sink));
  }

  list(userId: string, request: PageRequest): Promise<ListOutput> {
    return this.link.page(userId, request);
  }

  /** Resolves when committed (W7). @throws RefusedError, DatabaseLost. */
  async perform(actorId: string, command: ModelCommand): Promise<Receipt> {
    if (command.kind === 'send') return this.#send({ actorId, command, ...this.#roleBefore(actorId, command.input) });
    const conversationId =
      'conversationId' in command ? command.conversationId : await this.link.locate(command.input.messageId, actorId);
    if (conversationId === null) throw new RefusedError('MESSAGE_NOT_FOUND');
    const wish = { actorId, command, ...this.#roleBefore(actorId, { conversationId }) };
    const [verdict] = await this.#transact(conversationId, [wish]);
    return receiptOf(verdict);
  }

  /** Stops taking requests, publishes what is left, and goes (a deployment). */
  async drain(): Promise<void> {
    const running = this.#running;
    this.door.end();
    running?.hub.close();
    await Promise.all([running?.relay.drain(), running?.sweeper?.close()]);
    this.life.end();
  }

  async #start(): Promise<void> {
    let epoch: string | null = null;
    while (epoch === null) {
      epoch = await this.link.epoch().catch(() => null);
      if (epoch === null) await this.life.pause(200);
    }
    const { mutant, sizes } = this.#around;
    const { platform } = this.life;
    const meter = this.#meter();
    const stream: EventStream = mutant.stream?.(this.stream) ?? this.stream;
    const common = { log: this.link, stream, outbox: this.link, platform, meter };
    const relay = new Relay({
      ...common,
      ...relayDefaults,
      appendEntries: sizes.appendEntries,
      trimEvery: sizes.trimEvery,
    });
    const sweeper = mutant.sweeps === false ? null : new Sweeper({ ...common, ...sweeperDefaults, relay });
    const hub = new Hub(epoch, { ...common, access: this.link, ...sizes.hub });
    this.#running = { hub, relay, sweeper };
  }

  /** Sends to one conversation that come while a transaction is under way ride together in the next one. */
  #send(wish: Wish & { command: { kind: 'send' } }): Promise<Receipt> {
    const { conversationId } = (wish.command as Extract<ModelCommand, { kind: 'send' }>).input;
    const answer = Promise.withResolvers<Receipt>();
    const waiting = this.#sends.get(conversationId);
    if (waiting) waiting.push({ wish, answer });
    else {
      this.#sends.set(conversationId, [{ wish, answer }]);
      void this.#sendAll(conversationId);
    }
    return answer.promise;
  }

  async #sendAll(conversationId: string): Promise<void> {
    for (;;) {
      const batch = this.#sends.get(conversationId)?.splice(0) ?? [];
      if (batch.length === 0) break;
      try {
        const verdicts = await this.#transact(
          conversationId,
          batch.map(({ wish }) => wish),
        );
        for (const [place, { answer }] of batch.entries()) {
          const verdict = verdicts[place];
          if (verdict && 'receipt' in verdict) answer.resolve(verdict.receipt);
          else answer.reject(verdict?.refusal ?? new Error('no verdict'));
        }
      } catch (error) {
        for (const { answer } of batch) answer.reject(error);
      }
    }
    this.#sends.delete(conversationId);
  }

  async #transact(conversationId: string, wishes: readonly Wish[]): Promise<readonly Verdict[]> {
    const { verdicts, commit } = await this.link.transact(conversationId, wishes, (point, erases) => {
      if (point === 'before-commit' && erases.length > 0) this.#erase(conversationId, erases);
      this.#pass(point);
    });
    this.#pass('after-commit');
    if (commit && !this.life.isOver) this.#announce(commit);
    return verdicts;
  }

  #announce({ entries, ...commit }: Commit): void {
    const { entry = (right: LogEntry) => right } = this.#around.mutant;
    const commits = [{ ...commit, entries: entries.map(entry) }];
    this.#running?.hub.offer(commits);
    this.#running?.relay.publish(commits);
  }

  #erase(conversationId: string, seqs: readonly number[]): void {
    if (this.#around.mutant.erases === false || this.life.isOver) return;
    this.#running?.hub.erase(conversationId, seqs);
    this.stream.erase(conversationId, seqs).catch(() => {});
  }

  #pass(place: DyingPlace): void {
    if (this.diesAt !== place || this.life.isOver) return;
    this.#around.journal.note(`node dies: ${this.name} ${place}`);
    this.life.end();
  }

  #roleBefore(actorId: string, { conversationId }: { conversationId: string }): Pick<Wish, 'roleBefore'> {
    const { mutant, database } = this.#around;
    return mutant.judgesBefore ? { roleBefore: database.room(conversationId).members.get(actorId) ?? null } : {};
  }

  #meter(): DeliveryMeter {
    const { journal } = this.#around;
    return {
      delivered: () => {},
      tierRead: (tier) => journal.count(`read from ${tier}`),
      swept: (rows) => journal.note(`swept: ${this.name} ${rows}`),
      holeFilled: (entries) => journal.note(`hole filled: ${this.name} ${entries}`),
      trimmed: () => journal.count('trimmed'),
      failed: (what) => journal.count(`failed ${what}`),
      reset: (why) => journal.note(`reset: ${this.name} ${why}`),
    };
  }
}

function receiptOf(verdict: Verdict | undefined): Receipt {
  if (!verdict) throw new Error('no verdict');
  if ('refusal' in verdict) throw verdict.refusal;
  return verdict.receipt;
}
