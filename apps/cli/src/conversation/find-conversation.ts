import type { ConversationSummary, Id } from '@nova/contract';
import { uuidSchema } from '@nova/contract';
import type { NovaClient } from '@nova/client';
import { CliError, exitCodes } from '../cli-error.ts';

/** A conversation of the caller's. */
export interface FoundConversation {
  readonly id: Id;
  /** As a person calls it: `#title`, a title, or `@handle`. */
  readonly label: string;
}

/**
 * The conversation that somebody means by an id, a title (with or without a `#`), or `@handle` of the other person. The
 * server is asked through `ask`: what it answers is then judged once, not asked for again.
 *
 * @throws CliError when there is none or more than one of that name.
 */
export async function findConversation(
  client: NovaClient,
  named: string,
  ask: <T>(question: () => Promise<T>) => Promise<T> = (question) => question(),
): Promise<FoundConversation> {
  const id = uuidSchema.safeParse(named);
  // One that the caller is no member of is refused by whatever is done with it.
  if (id.success) return { id: id.data, label: id.data };
  const all = await ask(() => client.trpc.conversation.list.query());
  const wanted = plain(named);
  const found = all.filter((summary) => namesOf(summary).includes(wanted));
  const [only] = found;
  if (only && found.length === 1) return { id: only.id, label: labelOf(only) };
  if (only) {
    const ids = found.map((summary) => `  ${summary.id}  ${labelOf(summary)}`).join('\n');
    throw new CliError(`Several conversations are called "${named}". Name one by its id:\n${ids}`, {
      code: exitCodes.usage,
    });
  }
  const channels = await ask(() => client.trpc.conversation.browse.query({ query: wanted.slice(0, 120) }));
  const open = channels.some(({ title, joined }) => !joined && plain(title ?? '') === wanted);
  throw new CliError(
    open
      ? `You have not joined "${named}": nova join "${named}".`
      : `You have no conversation called "${named}". See them all: nova conversations.`,
    { code: exitCodes.usage },
  );
}

/** `#title` of a channel, the title of a group, `@handle` of the other person. */
export function labelOf({
  kind,
  title,
  peer,
  id,
}: Pick<ConversationSummary, 'kind' | 'title' | 'peer' | 'id'>): string {
  if (peer) return `@${peer.handle}`;
  if (title === null) return id;
  return kind === 'channel' && !title.startsWith('#') ? `#${title}` : title;
}

function namesOf(summary: ConversationSummary): string[] {
  return [plain(summary.title ?? ''), plain(labelOf(summary))].filter((name) => name !== '');
}

/** A name as it is compared: without `#`, in lower case. */
export function plain(name: string): string {
  return name.trim().replace(/^#/, '').toLowerCase();
}
