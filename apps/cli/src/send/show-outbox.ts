import type { OutboxEntry } from '@nova/client';
import { connect, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { printable } from '../terminal.ts';
import { DeliveryWatch } from './delivery-watch.ts';
import { openOutbox } from './open-outbox.ts';
import { countText, disposing, report, whoseToken } from './send-messages.ts';

export interface OutboxOptions {
  /** Sends what waits, and once more what has failed. */
  readonly send?: boolean;
  /** Gives this entry up: its id, or `failed` for all that have failed. */
  readonly discard?: string;
  readonly waitSeconds: number;
}

/** `nova outbox`: shows what is not sent yet, sends it, or gives it up. */
export async function showOutbox(
  invocation: Invocation,
  { send = false, discard, waitSeconds }: OutboxOptions,
): Promise<void> {
  const session = await needSession(invocation);
  const userId = session.userId ?? (await whoseToken(invocation, session));
  await using store = disposing(await openOutbox(invocation, userId));
  if (!send && discard === undefined) return print(invocation, await store.value.loadOutbox(userId));
  await using client = connect(invocation, { token: session.token, store: store.value });
  await client.ready();
  if (discard !== undefined) {
    const gone = client.outbox.entries.filter(({ id, state }) =>
      discard === 'failed' ? state.type === 'failed' : id === discard,
    );
    if (gone.length === 0 && discard !== 'failed') {
      throw new CliError(`There is no "${discard}" in the outbox.`, { code: exitCodes.usage });
    }
    for (const { id } of gone) await client.outbox.discard(id);
    invocation.terminal.note(`Discarded ${countText(gone.length)}.`);
  }
  if (!send) return;
  using watch = new DeliveryWatch(client);
  await client.outbox.sendAll();
  for (const { id, state } of client.outbox.entries) if (state.type === 'failed') await client.outbox.retry(id);
  const ids = client.outbox.entries.map(({ id }) => id);
  await watch.until(() => ids.every((id) => watch.outcomeOf(id).type !== 'waiting'), {
    timeoutMs: waitSeconds * 1_000,
    signal: invocation.signal,
  });
  report(
    invocation,
    ids.map((entryId) => ({ entryId, outcome: watch.outcomeOf(entryId) })),
    null,
  );
}

function print({ terminal }: Invocation, entries: readonly OutboxEntry[]): void {
  if (terminal.json) return terminal.print(JSON.stringify(entries));
  if (entries.length === 0) return terminal.print('Everything is sent.');
  for (const { id, state, work } of entries) {
    const why = state.type === 'failed' ? `failed: ${state.reason}` : state.type;
    const what = 'body' in work ? `${work.kind}: ${work.body}` : work.kind;
    terminal.print(`${id}  ${why}  ${printable(what).replaceAll('\n', ' ').slice(0, 100)}`);
  }
}
