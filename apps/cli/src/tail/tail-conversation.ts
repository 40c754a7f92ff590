import { join, resolve } from 'node:path';
import { lockDirectory } from '@nova/client/file-store';
import { accountFolder } from '../account/account-folder.ts';
import { connect, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import type { Invocation } from '../invocation.ts';
import { nameBasedId } from '../name-based-id.ts';
import { persistingWith } from '../persisting.ts';
import { type Position, readPosition, seqOfCursor } from './position.ts';
import { type ReadLogOptions, readLog, startPosition } from './read-log.ts';
import { fileSink, streamSink } from './sinks.ts';
import { jsonLine, SpokenLines } from './tail-lines.ts';

export interface TailOptions {
  /** Begin this many messages back, when there is no position yet. */
  readonly last: number;
  readonly all?: boolean;
  /** Begin after this position, whatever is remembered. */
  readonly after?: string;
  /** Readers of one conversation that each have a position. */
  readonly name?: string;
  readonly output?: string;
  /** False ends when all that is there now has been printed. */
  readonly follow: boolean;
  /** False neither reads nor writes a position. */
  readonly remember: boolean;
}

/**
 * `nova tail`: prints a conversation from where it stopped the last time, then what happens, until told to stop.
 * Nothing is left out, however it was killed. What a kill may make it print again is at most the last 200 lines, which
 * `seq` tells; with `output` nothing is ever twice.
 */
export async function tailConversation(invocation: Invocation, named: string, options: TailOptions): Promise<void> {
  const { terminal, signal } = invocation;
  await using client = connect(invocation, await needSession(invocation));
  const { id: conversationId, label } = await findConversation(client, named);
  const userId = (await client.trpc.user.me.query(undefined, { signal })).id;
  const output = options.output === undefined ? null : resolve(invocation.env.workFolder, options.output);
  const folder = join(
    accountFolder(invocation, userId),
    'tails',
    nameBasedId(conversationId, output === null ? 'stream' : 'file', output ?? options.name ?? ''),
  );
  using _lock = options.remember || output !== null ? locked(folder) : null;
  await using sink =
    output === null ? streamSink(terminal, options.remember ? join(folder, 'position') : null) : await fileSink(output);
  const reading: ReadLogOptions = {
    trpc: client.trpc,
    persisting: persistingWith({
      attemptsMax: Number.POSITIVE_INFINITY,
      onWait: ({ text, waitMs }) => terminal.note(`${text} Trying again in ${(waitMs / 1_000).toFixed(1)} s.`),
    }),
    conversationId,
    signal,
    onLive: liveNotes(label, (line) => terminal.note(line)),
  };
  const remembered = givenPosition(options) ?? (await sink.position());
  const from = remembered ?? (await startPosition(reading, options.all ? 'all' : options.last));
  const until = options.follow ? {} : { untilSeq: seqOfCursor((await startPosition(reading, 0)).cursor) };
  const spoken = new SpokenLines((userIds) =>
    client.trpc.user.lookup.query({ userIds: [...userIds] }, { signal }).catch(() => []),
  );
  const isJson = terminal.json || output !== null;
  for await (const items of readLog({ ...reading, ...until }, from)) {
    const after = items.at(-1)?.position;
    const text = isJson ? items.map(jsonLine).join('') : await spoken.textOf(items);
    if (after) await sink.write(text, after);
  }
  if (options.follow) throw new CliError('You are no member of this conversation any more.');
}

function givenPosition({ after }: TailOptions): Position | null {
  if (after === undefined) return null;
  const position = readPosition(after);
  if (position) return position;
  throw new CliError(`"${after}" is no position: take one from a line of nova tail --json.`, { code: exitCodes.usage });
}

/** @throws NovaClientError STORE_IN_USE when another tail goes on from the same position. */
function locked(folder: string): Disposable {
  const unlock = lockDirectory(folder);
  return { [Symbol.dispose]: unlock };
}

/** Tells when it is following, when the connection is lost, and when it is back: each once. */
function liveNotes(label: string, note: (line: string) => void): (isLive: boolean) => void {
  let state: 'starting' | 'live' | 'lost' = 'starting';
  return (isLive) => {
    if (isLive && state === 'starting') note(`Following ${label}.`);
    if (isLive && state === 'lost') note('The connection is back.');
    if (!isLive && state === 'live') note('The connection is lost; this goes on when it is back.');
    if (isLive) state = 'live';
    else if (state === 'live') state = 'lost';
  };
}
