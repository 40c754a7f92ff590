import { connect, needSession } from '../account/connect.ts';
import type { Invocation } from '../invocation.ts';
import { labelOf } from './find-conversation.ts';

/** Prints the caller's conversations, those with the newest message first. */
export async function listConversations(invocation: Invocation): Promise<void> {
  const { terminal, signal } = invocation;
  await using client = connect(invocation, await needSession(invocation));
  const all = await client.trpc.conversation.list.query(undefined, { signal });
  if (terminal.json) return terminal.print(JSON.stringify(all));
  if (all.length === 0) return terminal.note('You have no conversation yet. Public channels: nova join.');
  const rows = all.map((summary) => [
    labelOf(summary),
    summary.unread > 0 ? `${summary.unread} unread` : '',
    `${summary.memberCount} members`,
    summary.id,
  ]);
  for (const row of aligned(rows)) terminal.print(row);
}

/** The public channels, joined or not. */
export async function listChannels(invocation: Invocation): Promise<void> {
  const { terminal, signal } = invocation;
  await using client = connect(invocation, await needSession(invocation));
  const all = await client.trpc.conversation.browse.query({ query: '' }, { signal });
  if (terminal.json) return terminal.print(JSON.stringify(all));
  if (all.length === 0) return terminal.note('There is no public channel yet.');
  const rows = all.map(({ title, joined, memberCount, id }) => [
    labelOf({ kind: 'channel', title, peer: null, id }),
    joined ? 'joined' : '',
    `${memberCount} members`,
    id,
  ]);
  for (const row of aligned(rows)) terminal.print(row);
}

/** Rows of columns as lines. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
