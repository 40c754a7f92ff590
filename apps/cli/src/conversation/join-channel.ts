import { uuidSchema } from '@nova/contract';
import { connect, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { plain } from './find-conversation.ts';

/** Joins a public channel, by title or id. Joining twice is fine. @throws CliError when there is no such channel. */
export async function joinChannel(invocation: Invocation, named: string): Promise<void> {
  const { terminal, signal } = invocation;
  await using client = connect(invocation, await needSession(invocation));
  const id = uuidSchema.safeParse(named);
  const conversationId = id.success ? id.data : await idOf();
  const { changed } = await client.trpc.conversation.join.mutate({ conversationId }, { signal });
  if (terminal.json) return terminal.print(JSON.stringify({ conversationId, changed }));
  terminal.print(changed ? `You joined ${named}.` : `You are in ${named} already.`);

  async function idOf(): Promise<string> {
    const found = await client.trpc.conversation.browse.query({ query: plain(named).slice(0, 120) }, { signal });
    const exact = found.filter(({ title }) => plain(title ?? '') === plain(named));
    const [only] = exact;
    if (only && exact.length === 1) return only.id;
    throw new CliError(
      only
        ? `Several channels are called "${named}". Name one by its id: ${exact.map((one) => one.id).join(', ')}.`
        : `There is no public channel "${named}". See them all: nova channels.`,
      { code: exitCodes.usage },
    );
  }
}
