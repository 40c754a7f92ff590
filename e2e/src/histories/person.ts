import type { Message } from '@nova/contract';
import type { Conversation, NovaClient, Platform, TimelineMessage } from '@nova/client';
import { createNovaClient, inProcessTabs, MemoryStore, systemPlatform } from '@nova/client';
import type { SeededRandom, TcpProxy } from '@nova/testkit';
import { tcpProxy } from '@nova/testkit';
import type { Account } from '../../../apps/server/src/testing/stock-client.ts';
import { until } from './until.ts';

const clock = systemPlatform();
const sinceMs = clock.nowMs();
const haste = 3;
/** A device whose time runs faster, so that nobody here waits long for the next try. */
const hasty: Platform = {
  nowMs: () => sinceMs + (clock.nowMs() - sinceMs) * haste,
  random: () => clock.random(),
  after: (delayMs, run) => clock.after(delayMs / haste, run),
};

/** Longer than the backlog of any test: the whole conversation is in view. */
const pages = 50;

/** Somebody with a device and a way to the servers that can be cut; the device outlives its program. */
export class Person implements AsyncDisposable {
  readonly account: Account;
  /** Client ids of what the device has taken (O1). */
  readonly sent: string[] = [];
  readonly way: TcpProxy;
  readonly #target: { host: string; port: number };
  readonly #store = new MemoryStore();
  readonly #conversationId: string;
  #client: NovaClient;
  #conversation: Conversation;

  private constructor(of: {
    account: Account;
    way: TcpProxy;
    target: { host: string; port: number };
    conversationId: string;
  }) {
    this.account = of.account;
    this.way = of.way;
    this.#target = of.target;
    this.#conversationId = of.conversationId;
    this.#client = this.#open();
    this.#conversation = this.#client.conversation(of.conversationId);
  }

  static async open(of: { account: Account; port: number; conversationId: string }): Promise<Person> {
    const target = { host: '127.0.0.1', port: of.port };
    const person = new Person({ ...of, target, way: await tcpProxy(target) });
    await until([person.#conversation], () => person.#conversation.status === 'live');
    return person;
  }

  get messages(): readonly TimelineMessage[] {
    return this.#conversation.messages;
  }

  /** Resolves when the device has taken it (O1). */
  async say(body: string): Promise<void> {
    this.sent.push(await this.#conversation.send({ body }));
  }

  /** Does something to one of the newest messages, if there is one to do it to. */
  async change(random: SeededRandom, body: string): Promise<void> {
    const all = this.messages.slice(-8).filter((line) => line.deletedAt === null);
    const own = all.filter((line) => line.senderId === this.account.userId && line.seq !== null);
    if (all.length === 0) return;
    const line = random.pick(all);
    const target = line.id ? { messageId: line.id } : { clientId: line.clientId };
    const mine = own.length > 0 ? random.pick(own) : null;
    const dice = random.int(4);
    if (mine?.id && dice < 2) await this.#conversation.edit({ messageId: mine.id }, { body });
    else if (mine?.id && dice === 2) await this.#conversation.delete({ messageId: mine.id });
    else await this.#conversation.react(target, { emoji: random.pick(['👍', '🦊']), on: random.chance(0.7) });
  }

  /** The balancer sends this person to another node from now on. */
  async moveTo(port: number): Promise<void> {
    this.#target.port = port;
    await this.way.cut();
    await this.way.restore();
  }

  /** The program ends and begins again on the same device. */
  async restart(): Promise<void> {
    this.#conversation.close();
    await this.#client.close();
    this.#client = this.#open();
    this.#conversation = this.#client.conversation(this.#conversationId);
  }

  /** Resolves when nothing waits in the queue any more; what was given up is asked for once more. */
  async idle(): Promise<void> {
    const { outbox } = this.#client;
    await this.#client.ready();
    for (const { id, state } of outbox.entries) {
      if (state.type === 'failed' && (state.reason === 'NO_CONNECTION' || state.reason === 'NO_ANSWER'))
        await outbox.retry(id);
    }
    await until([outbox], () => outbox.entries.every(({ state }) => state.type === 'failed'));
  }

  /** Resolves when the servers have answered everything that was asked of them; the events may be on their way. */
  async answered(): Promise<void> {
    const { outbox } = this.#client;
    const isAnswered = (type: string): boolean => type === 'accepted' || type === 'failed';
    await until([outbox], () => outbox.entries.every(({ state }) => isAnswered(state.type)));
  }

  /** Client ids of sends that are shown as failed, with a reason. */
  get failed(): readonly string[] {
    const failed = this.#client.outbox.entries.filter(({ state }) => state.type === 'failed');
    return failed.flatMap(({ work }) => (work.kind === 'send' ? [work.clientId] : []));
  }

  /** Resolves when this person sees exactly these messages, confirmed. */
  async sees(truth: readonly Message[]): Promise<void> {
    this.#conversation.resume();
    await until([this.#conversation], () => this.#conversation.status === 'live');
    // Who came back has the newest page.
    while (this.messages.filter(({ seq }) => seq !== null).length < truth.length)
      if (!(await this.#conversation.loadOlder())) break;
    await until([this.#conversation], () => {
      const shown = this.messages.filter(({ seq }) => seq !== null);
      return shown.length >= truth.length && this.#conversation.status === 'live';
    });
    await until([this.#conversation], () => {
      const shown = this.messages.filter(({ seq }) => seq !== null).slice(-truth.length);
      return shown.every((line, place) => isSame(line, truth[place]));
    });
  }

  /** Everything that the server tells of the conversation now, oldest first. */
  async truth(): Promise<Message[]> {
    const { trpc } = this.#client;
    const all: Message[] = [];
    for (let before: number | undefined, page = 0; page < pages; page++) {
      const place = before === undefined ? {} : { before };
      const { messages, hasMoreBefore } = await trpc.message.list.query({
        conversationId: this.#conversationId,
        limit: 200,
        ...place,
      });
      all.unshift(...messages);
      before = messages[0]?.seq;
      if (!hasMoreBefore) break;
    }
    return all;
  }

  get trpc(): NovaClient['trpc'] {
    return this.#client.trpc;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#conversation.close();
    await this.#client.close();
    await this.way[Symbol.asyncDispose]();
  }

  #open(): NovaClient {
    return createNovaClient({
      url: `http://127.0.0.1:${this.way.port}`,
      auth: { kind: 'bearer', token: this.account.token },
      store: this.#store,
      tabs: inProcessTabs(),
      platform: hasty,
      report: () => {},
    });
  }
}

/** Whether a line shows every field of a message as it is. */
function isSame(line: TimelineMessage, message: Message | undefined): boolean {
  if (!message) return false;
  return Object.entries(message).every(
    ([name, value]) => JSON.stringify(Reflect.get(line, name)) === JSON.stringify(value),
  );
}
