import { limits } from '@nova/contract';
import { z } from 'zod';
import { CliError, exitCodes } from '../cli-error.ts';
import { Account } from '../moving/account.ts';
import { lineOf } from '../moving/bodies.ts';
import type { OpenedSource } from '../moving/import-command.ts';
import { linesOf } from '../moving/lines-of.ts';
import type { MovedPerson } from '../moving/moved.ts';
import type { LinesExport } from '../moving/open-lines.ts';
import type { Spool } from '../moving/spool.ts';
import { directSource, type MattermostPlace, placesOf, sourcesOf } from './mattermost-conversation.ts';
import {
  channelSchema,
  directChannelSchema,
  directPostSchema,
  type MattermostSaying,
  type MattermostUser,
  postSchema,
  replySchema,
  userSchema,
} from './mattermost-export.ts';
import { keyOf, type Said } from './mattermost-message.ts';

const lineSchema = z.looseObject({ type: z.string() });
/** Types of lines that are none of people, conversations and messages. */
const others = new Set(['version', 'team', 'role', 'scheme', 'emoji', 'bot']);

/**
 * A Mattermost bulk export as a source: channels, private channels, direct and group messages with their threads. Posts
 * come in any order and are put in that of time. Files come over when they lie beside the lines.
 *
 * @throws CliError when it is no such export.
 */
export async function openMattermost(exported: LinesExport, spool: Spool, signal: AbortSignal): Promise<OpenedSource> {
  const account = new Account();
  const users = new Map<string, MattermostUser>();
  const places = new Map<string, MattermostPlace>();
  const people = new Map<string, MovedPerson>();
  const said = new Map<string, number>();
  let isHeaded = false;
  for await (const { text, brokenBytes, isTooLong } of linesOf(exported.lines(signal))) {
    account.change('broken bytes replaced', brokenBytes);
    const line = isTooLong ? null : lineIn(text);
    if (!isHeaded) {
      if (line?.type !== 'version')
        throw new CliError(`This is no Mattermost bulk export: its first line tells no version.`, {
          code: exitCodes.usage,
        });
      isHeaded = true;
    }
    if (line === null || !(await take(line))) account.skip('lines in no known form');
  }
  if (!isHeaded) throw new CliError('This is no Mattermost bulk export: it is empty.', { code: exitCodes.usage });
  for (const [username, user] of users) people.set(username, personOf(username, user));
  const known = placesOf(places, users);
  const source = {
    peopleSource: 'mattermost',
    people: [...people.values()],
    conversations: sourcesOf(known, { people, spool, exported }),
  };
  return { source, account };

  /** False when it is not what its type says. */
  async function take(line: z.output<typeof lineSchema>): Promise<boolean> {
    switch (line.type) {
      case 'channel': {
        const { data } = channelSchema.safeParse(line['channel']);
        if (data) places.set(`${data.team}:${data.name}`, { kind: data.type === 'O' ? 'channel' : 'group', ...data });
        return data !== undefined;
      }
      case 'user': {
        const { data } = userSchema.safeParse(line['user']);
        if (data) users.set(data.username, data);
        return data !== undefined;
      }
      case 'direct_channel': {
        const { data } = directChannelSchema.safeParse(line['direct_channel']);
        if (data)
          direct(
            data.members.length > 0 ? data.members : data.participants.map(({ username }) => username),
            data.header,
          );
        return data !== undefined;
      }
      case 'post': {
        const { data } = postSchema.safeParse(line['post']);
        if (data) await keep(`${data.team}:${data.channel}`, data, data.replies);
        return data !== undefined;
      }
      case 'direct_post': {
        const { data } = directPostSchema.safeParse(line['direct_post']);
        if (data) await keep(direct(data.channel_members, ''), data, data.replies);
        return data !== undefined;
      }
      default:
        if (line.type === 'emoji') account.change('custom emoji left out');
        return others.has(line.type);
    }
  }

  function direct(members: readonly string[], header: string): string {
    const of = directSource(members);
    if (!places.has(of)) places.set(of, { kind: 'direct', members: [...new Set(members)], header });
    for (const member of members) meet(member);
    return of;
  }

  function meet(username: string): void {
    if (!people.has(username)) people.set(username, { key: username, name: username });
  }

  async function keep(of: string, root: MattermostSaying, replies: readonly unknown[] | null): Promise<void> {
    if (!places.has(of)) return account.skip('messages of a channel that is not in the export');
    const rootKey = await add(of, root, { key: null, at: 0 });
    for (const reply of replies ?? []) {
      const { data } = replySchema.safeParse(reply);
      if (data) await add(of, data, { key: rootKey, at: root.create_at });
      else account.skip('in no known form');
    }
  }

  async function add(
    of: string,
    saying: MattermostSaying,
    root: { readonly key: Said['root']; readonly at: number },
  ): Promise<NonNullable<Said['root']>> {
    const { user, create_at: at } = saying;
    meet(user);
    for (const { user: other } of saying.reactions ?? []) if (users.has(other)) meet(other);
    const instant = JSON.stringify([of, user, at]);
    const place = said.get(instant) ?? 0;
    said.set(instant, place + 1);
    const kept: Said = { saying, place, root: root.key };
    // A reply never stands before what it answers, whatever the clocks said.
    await spool.add(of, Math.max(at, root.at), kept);
    return keyOf(saying, place);
  }
}

function lineIn(text: string): z.output<typeof lineSchema> | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function personOf(
  username: string,
  { email, nickname, first_name: first, last_name: last }: MattermostUser,
): MovedPerson {
  const name = [`${first} ${last}`, nickname, username]
    .map((one) => lineOf(one, limits.nameMaxChars))
    .find((one) => one !== '');
  const address = z.email().max(320).safeParse(email);
  return {
    key: username,
    name: name ?? username,
    ...(/^[a-z0-9][a-z0-9._-]{1,31}$/.test(username) ? { handle: username } : {}),
    ...(address.success ? { email: address.data } : {}),
  };
}
