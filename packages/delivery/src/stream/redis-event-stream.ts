import type { LogEntry } from '@nova/contract';
import type { AppendOutcome, EventStream, StreamRange, Wake } from '../ports.ts';
import { defineScript, type ScriptCall } from './define-script.ts';
import { keys, taggedId } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { appendScript, eraseScript } from './scripts.ts';

export interface RedisStreamOptions {
  readonly commands: RedisConnection;
  readonly subscriber: RedisConnection;
  /** The log's epoch as this node knows it now. */
  readonly epoch: () => string;
  /** Entries that stay when a stream is trimmed (R3). */
  readonly keepEntries: number;
  /** A stream without news for this long expires (R3). */
  readonly idleTtlSeconds: number;
}

/** The window over the log in Redis Streams: entry `seq` has the id `<seq>-0` (R1, R3, R5). */
export class RedisEventStream implements EventStream {
  readonly #options: RedisStreamOptions;
  readonly #append: ScriptCall;
  readonly #erase: ScriptCall;
  readonly #watched = new Set<string>();
  #listener: (wake: Wake) => void = () => {};

  constructor(options: RedisStreamOptions) {
    this.#options = options;
    this.#append = defineScript(options.commands, 'novaAppend', { lua: appendScript, numberOfKeys: 2 });
    this.#erase = defineScript(options.commands, 'novaErase', { lua: eraseScript, numberOfKeys: 2 });
    options.subscriber.on('smessage', (channel: string, message: string) => {
      this.#hear(channel, message);
    });
    options.subscriber.on('ready', () => {
      void Promise.allSettled([...this.#watched].map((conversationId) => this.watch(conversationId))).then(() => {
        this.#listener({ type: 'unsure' });
      });
    });
    // In a cluster each server has a connection of its own, which comes back by itself.
    options.subscriber.on('subscribersReady', () => {
      this.#listener({ type: 'unsure' });
    });
  }

  get epoch(): string {
    return this.#options.epoch();
  }

  async append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome> {
    const args: string[] = [];
    for (const entry of entries) {
      args.push(String(entry.seq), entry.text, entry.ends ?? '', entry.erases?.join(',') ?? '');
    }
    const reply = await this.#append(
      this.#stream(conversationId),
      keys.wake(conversationId),
      this.#options.idleTtlSeconds,
      this.epoch,
      ...args,
    );
    if (!Array.isArray(reply) || typeof reply[1] !== 'number')
      throw new Error('unexpected answer of the append script');
    return { kind: reply[0] === 'hole' ? 'hole' : 'ok', last: reply[1] };
  }

  async erase(conversationId: string, seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    await this.#erase(this.#stream(conversationId), keys.wake(conversationId), this.epoch, ...seqs);
  }

  async read(conversationId: string, { afterSeq, limit, knowsSeq }: StreamRange): Promise<readonly LogEntry[]> {
    const { commands } = this.#options;
    const stream = this.#stream(conversationId);
    // Sent together and done in this order: what has come so far when asked has come so far when read. The last entry
    // may have been erased; then the window seems to end before it, which is on the safe side.
    const [newest, rows] = await Promise.all([
      commands.xrevrange(stream, '+', '-', 'COUNT', 1),
      commands.xrange(stream, `${afterSeq + 1}-0`, '+', 'COUNT', limit),
    ]);
    const entries: LogEntry[] = [];
    if (seqOf(newest[0]?.[0]) < knowsSeq) return entries;
    for (const [id, fields] of rows) {
      const entry = readEntry(id, fields);
      if (!entry || entry.seq !== afterSeq + 1 + entries.length) break;
      entries.push(entry);
    }
    return entries;
  }

  async trim(conversationId: string): Promise<void> {
    await this.#options.commands.xtrim(this.#stream(conversationId), 'MAXLEN', '~', this.#options.keepEntries);
  }

  async watch(conversationId: string): Promise<void> {
    this.#watched.add(conversationId);
    await this.#options.subscriber.ssubscribe(keys.wake(conversationId));
  }

  unwatch(conversationId: string): void {
    this.#watched.delete(conversationId);
    // Failing is fine: an unwanted hint is ignored.
    this.#options.subscriber.sunsubscribe(keys.wake(conversationId)).catch(() => {});
  }

  onWake(listener: (wake: Wake) => void): void {
    this.#listener = listener;
  }

  #stream(conversationId: string): string {
    return keys.stream(this.epoch, conversationId);
  }

  #hear(channel: string, message: string): void {
    const conversationId = taggedId(channel);
    if (conversationId === null || channel !== keys.wake(conversationId)) return;
    const [epoch, news = ''] = message.split(' ', 2);
    if (epoch !== this.epoch) {
      // Of a log restored since, or by somebody who already knows a newer one.
      this.#listener({ type: 'unsure' });
    } else if (news.startsWith('x')) {
      const seqs = news.slice(1).split(',').map(Number).filter(Number.isSafeInteger);
      this.#listener({ type: 'erased', conversationId, seqs });
    } else if (Number.isSafeInteger(Number(news))) {
      this.#listener({ type: 'reached', conversationId, seq: Number(news) });
    }
  }
}

function seqOf(id: string | undefined): number {
  return Number(id?.split('-', 1)[0] ?? -1);
}

function readEntry(id: string, fields: readonly string[]): LogEntry | null {
  const seq = seqOf(id);
  let text: string | undefined;
  let ends = '';
  let erases = '';
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const value = fields[i + 1] ?? '';
    if (fields[i] === 't') text = value;
    else if (fields[i] === 'e') ends = value;
    else if (fields[i] === 'x') erases = value;
  }
  if (text === undefined || !Number.isSafeInteger(seq)) return null;
  return { seq, text, ...(ends ? { ends } : {}), ...(erases ? { erases: erases.split(',').map(Number) } : {}) };
}
