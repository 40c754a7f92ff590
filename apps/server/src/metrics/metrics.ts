import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const fromMs = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Every number that operators look at, in one registry: one for each server, so that two in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();
  readonly latency = this.#histogram('delivery_latency_seconds', 'From commit to the sockets of this node.', fromMs);
  readonly delivered = this.#counter('delivered_events_total', 'Events handed to subscribers.', ['how']);
  readonly tiers = this.#counter('tier_events_total', 'Events read to catch up, by where they were found.', ['tier']);
  readonly swept = this.#counter('sweeper_found_total', 'Commits that the sweeper published after their node did not.');
  readonly holes = this.#counter('stream_holes_filled_total', 'Events missing in a stream, filled from the log.');
  readonly trims = this.#counter('stream_trims_total', 'Streams cut back to their newest events.');
  readonly resets = this.#counter('resets_total', 'Subscribers told to load a page instead.', ['why']);
  readonly deliveryFailures = this.#counter('delivery_failures_total', 'What went wrong on the way.', ['what']);
  readonly incidents = this.#counter('client_incidents_total', 'What clients report; gaps are type gap.', ['type']);
  readonly refused = this.#counter('refused_total', 'Calls refused or failed.', ['path', 'reason']);
  readonly retries = this.#counter('transaction_retries_total', 'Transactions tried again.', ['code']);
  readonly failures = this.#counter('failures_total', 'What should not happen.', ['what']);
  readonly commands = this.#histogram('command_seconds', 'Commands, from asking for locks to commit.', fromMs, [
    'action',
  ]);
  readonly batchSeconds = this.#histogram('send_batch_seconds', 'Batches of sends, from asking to commit.', fromMs);
  readonly batchSends = this.#histogram(
    'send_batch_size',
    'Sends committed together.',
    [1, 2, 4, 8, 16, 32, 64, 128, 256],
  );
  readonly splits = this.#counter('send_batch_splits_total', 'Batches split to find the send that spoils them.');
  readonly purged = this.#counter('purged_messages_total', 'Deleted messages whose text was forgotten.');
  readonly pagesAsked = this.#counter('pages_asked_total', 'Pages elsewhere that messages link to.', ['outcome']);
  readonly mails = this.#counter('mails_total', 'Mails by what became of them.', ['what', 'verdict']);
  readonly turnedAway = this.#counter('upgrades_refused_total', 'WebSockets refused.', ['reason']);
  readonly cutOff = this.#counter('sockets_cut_off_total', 'Sockets ended by the server.', ['why']);

  constructor() {
    // Its delay is sampled by a timer: the default of 10 ms would wake an idle server a hundred times a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
  }

  /** A number that is read when somebody looks. One that cannot be read keeps its last value. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: `nova_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        try {
          this.set(await read());
        } catch {
          // Whatever it was read from counts its failures itself.
        }
      },
    });
  }

  /** Facts as labels of a number that is always 1; while they cannot be read, there is none. */
  info<Label extends string>(
    name: string,
    help: string,
    facts: { readonly labels: readonly Label[]; readonly read: () => Promise<Record<Label, string>> },
  ): void {
    new Gauge({
      name: `nova_${name}`,
      help,
      labelNames: facts.labels,
      registers: [this.registry],
      async collect() {
        const found = await facts.read().catch(() => null);
        this.reset();
        if (found) this.set(found, 1);
      },
    });
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name: `nova_${name}`, help, labelNames, registers: [this.registry] });
  }

  #histogram<Label extends string = never>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name: `nova_${name}`, help, buckets, labelNames, registers: [this.registry] });
  }
}
