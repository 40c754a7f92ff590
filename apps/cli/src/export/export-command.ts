import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Id } from '@nova/contract';
import { exportRecords, type FileCounts, htmlOf, jsonLinesOf } from '@nova/client/export';
import { connect, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import type { Invocation } from '../invocation.ts';
import { persistingWith } from '../persisting.ts';
import { englishWords } from './english-words.ts';
import { exportFolder } from './export-folder.ts';

export interface ExportCommandOptions {
  readonly conversations: readonly string[];
  readonly all?: boolean;
  readonly myData?: boolean;
  readonly html?: boolean;
  /** Into the folder `output`, which then also holds the files of messages. */
  readonly files?: boolean;
  /** Absent: stdout. */
  readonly output?: string;
}

/**
 * `nova export`: conversations, all of one's conversations, or one's own data, as JSON Lines or as a page to read; with
 * their files on demand. What is written is there when it is whole, or not at all. @throws CliError.
 */
export async function exportCommand(invocation: Invocation, options: ExportCommandOptions): Promise<void> {
  const { terminal, signal, env } = invocation;
  const { conversations, all = false, myData = false, html = false, files = false, output } = options;
  if (Number(conversations.length > 0) + Number(all) + Number(myData) !== 1) {
    throw new CliError('Say what to export: names of conversations, --all, or --my-data.', { code: exitCodes.usage });
  }
  if (files && output === undefined)
    throw new CliError('Say where to: --files needs --output with a folder.', { code: exitCodes.usage });
  await using client = connect(invocation, { token: (await needSession(invocation)).token });
  const persisting = persistingWith({ attemptsMax: 12, onWait: ({ text }) => terminal.note(text) });
  const ask = <T>(question: () => Promise<T>): Promise<T> => persisting(question, signal);
  const chosen = all
    ? await ask(() => client.trpc.conversation.list.query(undefined, { signal }))
    : await Promise.all(conversations.map((named) => findConversation(client, named, ask)));
  const order = myData ? ('own' as const) : { conversationIds: chosen.map(({ id }) => id) };
  const records = exportRecords(client.trpc, order, { signal, exportedAt: new Date().toISOString(), ask });
  const textsOf = (all: typeof records): AsyncIterable<string> =>
    html
      ? htmlOf(all, englishWords(myData ? 'My data in Nova' : 'Conversations in Nova'), { isWithFiles: files })
      : jsonLinesOf(all);
  if (output === undefined) {
    for await (const text of textsOf(records)) await terminal.write(text);
    return;
  }
  const path = resolve(env.workFolder, output);
  if (files) {
    const read = (id: Id): Promise<Blob> => ask(() => client.readFile(id, signal));
    const counts = await exportFolder(path, { records, textsOf, name: html ? 'export.html' : 'export.jsonl', read });
    if (terminal.json) terminal.print(JSON.stringify({ folder: path, conversations: chosen.length, ...counts }));
    else terminal.print(`Exported to ${path}, with ${counts.files} files${missingText(counts)}.`);
    return;
  }
  await writeWhole(path, textsOf(records));
  if (terminal.json) terminal.print(JSON.stringify({ file: path, conversations: chosen.length }));
  else terminal.print(`Exported to ${path}.`);
}

function missingText({ gone, refused }: FileCounts): string {
  const texts = [
    gone === 0 ? '' : `; ${gone} were gone meanwhile`,
    refused === 0 ? '' : `; ${refused} were not handed out by the server`,
  ];
  return texts.join('');
}

async function writeWhole(path: string, texts: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      for await (const text of texts) await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
