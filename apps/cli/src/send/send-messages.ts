import { createInterface } from 'node:readline';
import { bodySchema, type Id, limits } from '@nova/contract';
import { causeTable, type Conversation, type NovaClient } from '@nova/client';
import { connect, type KnownSession, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import type { Invocation } from '../invocation.ts';
import { nameBasedId } from '../name-based-id.ts';
import { DeliveryWatch, isPending, type Outcome } from './delivery-watch.ts';
import { openOutbox } from './open-outbox.ts';

export interface SendOptions {
  /** Names this work: what was sent under the same key before is not sent again. */
  readonly key?: string;
  /** Sends once more what is waiting already. */
  readonly again?: boolean;
  readonly waitSeconds: number;
}

/** Lines of stdin that may wait in the outbox; the rest waits in stdin. */
const waitingMax = limits.outboxEntriesMax / 2;

/**
 * `nova send`: puts a message, or each line of stdin, into the outbox on the disk, says so, and sends it from there. A
 * run killed at any moment loses nothing that it called queued: the next `nova send` or `nova outbox --send` sends it,
 * once (O1). The same text to the same conversation, left over from a run that was killed, is sent and not added again.
 */
export async function sendMessages(
  invocation: Invocation,
  { named, text, ...options }: SendOptions & { readonly named: string; readonly text: string | undefined },
): Promise<void> {
  const session = await needSession(invocation);
  const userId = session.userId ?? (await whoseToken(invocation, session));
  await using store = disposing(await openOutbox(invocation, userId));
  await using client = connect(invocation, { token: session.token, store: store.value });
  const { id, label } = await findConversation(client, named);
  await client.ready();
  await client.outbox.sendAll();
  using conversation = client.conversation(id);
  using watch = new DeliveryWatch(client);
  const queue = queueInto({ client, conversation, options });
  const sent =
    text === undefined ? await sendLines(invocation, { watch, client, queue }) : [await queue(bodyOf(text), 0)];
  invocation.terminal.note(`Queued ${countText(sent.length)} for ${label}.`);
  await watch.until(() => sent.every((entryId) => watch.outcomeOf(entryId).type !== 'waiting'), {
    timeoutMs: options.waitSeconds * 1_000,
    signal: invocation.signal,
  });
  report(
    invocation,
    sent.map((entryId) => ({ entryId, outcome: watch.outcomeOf(entryId) })),
    conversation,
  );
}

/** Puts one body into the outbox: resolves to the entry's id when it is on the disk. */
type Queue = (body: string, line: number) => Promise<Id>;

function queueInto(of: { client: NovaClient; conversation: Conversation; options: SendOptions }): Queue {
  const { client, conversation, options } = of;
  const leftOver = client.outbox.entries.filter(
    ({ work, conversationId }) => work.kind === 'send' && conversationId === conversation.id,
  );
  return async (body, line) => {
    const { key, again = false } = options;
    const same = again ? -1 : leftOver.findIndex(({ work }) => work.kind === 'send' && work.body === body);
    const [entry] = key === undefined && same >= 0 ? leftOver.splice(same, 1) : [];
    const id =
      entry?.id ??
      (await conversation.send({
        body,
        ...(key === undefined ? {} : { clientId: nameBasedId('send', conversation.id, key, line) }),
      }));
    const isFailed = client.outbox.entries.some((other) => other.id === id && other.state.type === 'failed');
    if (isFailed) await client.outbox.retry(id);
    return id;
  };
}

async function sendLines(
  { signal, terminal }: Invocation,
  { watch, client, queue }: { watch: DeliveryWatch; client: NovaClient; queue: Queue },
): Promise<Id[]> {
  const ids: Id[] = [];
  let number = 0;
  const lines = createInterface({ input: process.stdin, signal, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const isRoomy = (): boolean => client.outbox.entries.filter(isPending).length < waitingMax;
    await watch.until(isRoomy, { timeoutMs: 2 ** 31 - 1, signal });
    ids.push(await queue(bodyOf(line, number), number));
  }
  signal.throwIfAborted();
  if (ids.length === 0) terminal.note('There was nothing to send.');
  return ids;
}

/** @throws CliError when it cannot be a message. */
function bodyOf(text: string, line?: number): string {
  const body = bodySchema.safeParse(text);
  if (body.success) return body.data;
  const what = line === undefined ? 'The text' : `Line ${line}`;
  throw new CliError(
    `${what} cannot be a message: 1 to ${limits.bodyMaxChars} characters, something visible in them.`,
    {
      code: exitCodes.usage,
    },
  );
}

/** Says what became of each. @throws CliError unless all were sent. */
export function report(
  { terminal }: Invocation,
  outcomes: readonly { readonly entryId: Id; readonly outcome: Outcome }[],
  conversation: Pick<Conversation, 'messages'> | null,
): void {
  for (const { entryId, outcome } of outcomes) {
    if (!terminal.json) continue;
    const seen = conversation?.messages.find(({ clientId }) => clientId === entryId);
    const seq = outcome.type === 'sent' ? { seq: outcome.seq ?? seen?.seq ?? null } : {};
    terminal.print(JSON.stringify({ clientId: entryId, ...outcome, ...seq }));
  }
  const count = (type: Outcome['type']): number => outcomes.filter(({ outcome }) => outcome.type === type).length;
  if (!terminal.json) terminal.print(`Sent ${countText(count('sent'))}.`);
  for (const { outcome } of outcomes) {
    if (outcome.type === 'failed') terminal.note(`Not sent: ${causeTable[outcome.reason].text} (${outcome.reason})`);
  }
  if (count('failed') > 0) throw new CliError('What failed stays in the outbox: nova outbox shows it.');
  if (count('parked') > 0) {
    throw new CliError('Your session has ended. Sign in, then: nova outbox --send.', { code: exitCodes.signIn });
  }
  if (count('waiting') === 0) return;
  throw new CliError(
    `${countText(count('waiting'))} could not be sent yet. The next nova send takes it along, or: nova outbox --send.`,
    { code: exitCodes.later },
  );
}

export function countText(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

/** Whose a bare token is. */
export async function whoseToken(invocation: Invocation, { token }: KnownSession): Promise<Id> {
  await using client = connect(invocation, { token });
  return (await client.trpc.user.me.query(undefined, { signal: invocation.signal })).id;
}

/** Closes it at the end. */
export function disposing<T extends { close(): Promise<void> }>(value: T): AsyncDisposable & { readonly value: T } {
  return { value, [Symbol.asyncDispose]: () => value.close() };
}
