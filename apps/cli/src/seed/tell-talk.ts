import type { Id, Reason } from '@nova/contract';
import { classify, type Persisting } from '@nova/client';
import { CliError } from '../cli-error.ts';
import { readLogFile, type SaidLine } from '../irc/log-file.ts';
import { nameBasedId } from '../name-based-id.ts';
import type { DemoAccount } from './demo-accounts.ts';
import type { DemoPerson, DemoTalk } from './demo-workspace.ts';

export interface TellOptions {
  /** The first is the visitor. */
  readonly accounts: readonly DemoAccount[];
  readonly persisting: Persisting;
  readonly signal: AbortSignal;
}

/** What somebody may have done to the demo since it was first told: then that stands. */
const overtaken: ReadonlySet<string> = new Set<Reason>([
  'CLIENT_ID_REUSED',
  'MESSAGE_DELETED',
  'MESSAGE_NOT_FOUND',
  'NOT_A_MEMBER',
  'REACTIONS_FULL',
]);

/** Lets demo people have a conversation. Told again it changes nothing: every message has its id for ever. */
export async function tellTalk(talk: DemoTalk, options: TellOptions): Promise<{ id: Id; messages: number }> {
  const { name, said } = await readLogFile(talk.path);
  const conversationId = await openTalk(talk, options);
  const places = new Map<number, { messageId: Id; seq: number }>();
  for (const line of said) {
    const { client } = accountOf(speakerOf(talk, line), options);
    const replyTo = line.replyTo === null ? undefined : places.get(line.replyTo);
    const input = {
      conversationId,
      clientId: nameBasedId('demo', name, line.number),
      body: addressed(line.bodies.join(''), talk, options),
      ...(replyTo ? { replyToId: replyTo.messageId } : {}),
    };
    const place = await attempt(() => client.trpc.message.send.mutate(input, { signal: options.signal }), options);
    if (place) places.set(line.number, place);
  }
  await decorate(talk, places, options);
  for (const [at, account] of options.accounts.entries()) {
    // The visitor has something left to read; others have read what was said before they spoke.
    const last =
      at === 0
        ? said.slice(0, talk.readLines).findLast(({ number }) => places.has(number))
        : said.findLast((line) => places.has(line.number) && speakerOf(talk, line) === account.person);
    const seq = last && places.get(last.number)?.seq;
    if (seq === undefined) continue;
    await attempt(() => account.client.trpc.conversation.markRead.mutate({ conversationId, seq }), options);
  }
  return { id: conversationId, messages: said.length };
}

async function openTalk({ title, topic, cast }: DemoTalk, options: TellOptions): Promise<Id> {
  const { accounts, persisting, signal } = options;
  const others = accounts.slice(1);
  const [visitor] = accounts;
  if (!visitor) throw new Error('nobody to tell it to');
  const { trpc } = visitor.client;
  if (title === null) {
    const peer = others.find(({ person }) => Object.values(cast).includes(person));
    if (!peer) throw new Error('a conversation of two needs a second');
    return (await persisting(() => trpc.conversation.openDirect.mutate({ userId: peer.userId }, { signal }), signal))
      .conversationId;
  }
  const all = await persisting(() => trpc.conversation.list.query(undefined, { signal }), signal);
  const known = all.find((one) => one.kind === 'group' && one.title === title);
  if (known) return known.id;
  const memberIds = others.map(({ userId }) => userId);
  // Not asked again when it fails: a group cannot be made twice by mistake, and the next run finds it.
  return (await trpc.conversation.createGroup.mutate({ title, topic, kind: 'group', memberIds }, { signal }))
    .conversationId;
}

async function decorate(
  { reactions, pinnedLine }: DemoTalk,
  places: ReadonlyMap<number, { messageId: Id }>,
  options: TellOptions,
): Promise<void> {
  for (const { line, by, emoji } of reactions) {
    const messageId = places.get(line)?.messageId;
    const { trpc } = accountOf(by, options).client;
    if (messageId) await attempt(() => trpc.message.react.mutate({ messageId, emoji, on: true }), options);
  }
  const pinned = pinnedLine === null ? undefined : places.get(pinnedLine)?.messageId;
  const [visitor] = options.accounts;
  if (pinned && visitor) {
    await attempt(() => visitor.client.trpc.message.pin.mutate({ messageId: pinned, on: true }), options);
  }
}

async function attempt<T>(ask: () => Promise<T>, { persisting, signal }: TellOptions): Promise<T | null> {
  try {
    return await persisting(ask, signal);
  } catch (error) {
    if (overtaken.has(classify(error).cause)) return null;
    throw error;
  }
}

function speakerOf({ cast, path }: DemoTalk, { author, number }: SaidLine): DemoPerson {
  const person = cast[author];
  if (!person) throw new CliError(`${path}: nobody speaks line ${number}.`);
  return person;
}

function accountOf(person: DemoPerson, { accounts }: TellOptions): DemoAccount {
  const account = accounts.find((one) => one.person === person);
  if (!account) throw new Error(`${person.name} is not signed in`);
  return account;
}

/** `nick: text` said to somebody of the cast mentions them. */
function addressed(text: string, { cast }: DemoTalk, options: TellOptions): string {
  const match = /^([^\s:,]+)[:,]\s*/.exec(text);
  const person = cast[match?.[1] ?? ''];
  return match && person ? `@${accountOf(person, options).handle} ${text.slice(match[0].length)}` : text;
}
