import { limits } from '@nova/contract';
import { z } from 'zod';
import { CliError, exitCodes } from '../cli-error.ts';
import { Account } from '../moving/account.ts';
import { lineOf } from '../moving/bodies.ts';
import type { MovedPerson, MovedSource } from '../moving/moved.ts';
import type { Archive } from '../moving/read-archive.ts';
import { readJson } from '../moving/read-json.ts';
import { conversationOf, type SlackPlace } from './slack-conversation.ts';
import { authorOf } from './slack-message.ts';
import { channelSchema, messageSchema, type SlackMessage, type SlackUser, userSchema } from './slack-export.ts';

export interface OpenedSlack {
  readonly source: MovedSource;
  /** What of the export itself could not be read. */
  readonly account: Account;
}

const lists = [
  { file: 'channels.json', kind: 'channel', folder: 'name' },
  { file: 'groups.json', kind: 'group', folder: 'name' },
  { file: 'mpims.json', kind: 'group', folder: 'name' },
  { file: 'dms.json', kind: 'direct', folder: 'id' },
] as const;

/**
 * A Slack export as a source: people, public and private channels, group and direct messages. Everybody who is named as
 * an author, a member or in a reaction is among its people, those too whom `users.json` does not have.
 *
 * @throws CliError when it is no Slack export.
 */
export async function openSlack(archive: Archive, signal: AbortSignal): Promise<OpenedSlack> {
  const account = new Account();
  const users = await listOf(archive, 'users.json', userSchema, account);
  if (users === null) {
    throw new CliError('This is no Slack export: there is no users.json that can be read in it.', {
      code: exitCodes.usage,
    });
  }
  const workspace = sourceWord(users.find(({ team_id: id }) => id)?.team_id ?? 'workspace');
  const places: SlackPlace[] = [];
  for (const { file, kind, folder } of lists) {
    const channels = (await listOf(archive, file, channelSchema, account)) ?? [];
    for (const channel of channels) places.push({ workspace, kind, channel, folder: channel[folder] });
  }
  const days = daysOf(archive.names, places, account);
  const uploads = uploadsOf(archive.names);
  const people = new People(users);
  for (const place of places) {
    for (const member of place.channel.members) people.know(member);
    for await (const message of messagesIn(archive, days.get(place.folder) ?? [], new Account())) {
      signal.throwIfAborted();
      people.meet(message);
    }
  }
  const titles = new Map(places.map((place) => [place.channel.id, place]));
  const conversations = places.map((place) =>
    conversationOf(place, {
      users: people.users,
      titleOf: (id) => titles.get(id) ?? null,
      isKnown: (id) => people.known.has(id),
      archive,
      uploads,
      read: (own) => messagesIn(archive, days.get(place.folder) ?? [], own),
    }),
  );
  return { source: { peopleSource: `slack:${workspace}`, people: [...people.known.values()], conversations }, account };
}

/** The people of an export, as far as they are met. */
class People {
  readonly users: ReadonlyMap<string, SlackUser>;
  readonly known = new Map<string, MovedPerson>();
  /** What integrations are called, from the notices of their arrival. */
  readonly #bots = new Map<string, string>();

  constructor(users: readonly SlackUser[]) {
    this.users = new Map(users.map((user) => [user.id, user]));
    for (const { id } of users) this.know(id);
  }

  know(id: string, called = ''): void {
    const user = this.users.get(id);
    const before = this.known.get(id);
    if (before && (user || called === '' || before.name !== id)) return;
    const email = z.email().max(320).safeParse(user?.profile.email);
    const handle = user?.name.toLowerCase() ?? '';
    const names = [user?.profile.real_name, user?.real_name, user?.profile.display_name, user?.name, called, id];
    const name = names.map((one) => lineOf(one ?? '', limits.nameMaxChars)).find((one) => one !== '') ?? id;
    this.known.set(id, {
      key: id,
      name: id === 'unknown' ? 'Somebody' : id === 'USLACKBOT' ? 'Slackbot' : name,
      ...(/^[a-z0-9][a-z0-9._-]{1,31}$/.test(handle) ? { handle } : {}),
      ...(email.success ? { email: email.data } : {}),
    });
  }

  meet(message: SlackMessage): void {
    const { user_profile: profile, bot_profile: bot, username, reactions, text, subtype } = message;
    for (const [, id = '', name = ''] of text.matchAll(/\/services\/(B\w+)\|([^>]{1,80})>/g)) this.#bots.set(id, name);
    if (subtype === 'tombstone') this.know('unknown');
    const author = authorOf(message);
    if (subtype === 'tombstone' && author === 'USLACKBOT') return;
    const called = profile?.real_name || profile?.display_name || bot?.name || username || this.#bots.get(author) || '';
    this.know(author, called);
    for (const { users } of reactions) for (const user of users) this.know(user);
  }
}

async function listOf<T>(archive: Archive, name: string, schema: z.ZodType<T>, account: Account): Promise<T[] | null> {
  const read = await archive.read(name);
  if ('problem' in read) {
    // A workspace without private channels has no list of them.
    if (read.problem !== 'missing') account.skip(`files that are ${read.problem} (${name})`);
    return null;
  }
  const json = readJson(read.bytes);
  if (!json || !Array.isArray(json.value)) {
    account.skip(`files that are no JSON (${name})`);
    return null;
  }
  account.change('broken bytes replaced', json.brokenBytes);
  return json.value.flatMap((item: unknown) => {
    const parsed = schema.safeParse(item);
    if (!parsed.success) account.skip(`entries of ${name} in no known form`);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The files of each folder, the oldest day first; what is neither a day nor a list is told. */
function daysOf(names: readonly string[], places: readonly SlackPlace[], account: Account): Map<string, string[]> {
  const folders = new Map<string, string[]>(places.map(({ folder }) => [folder, []]));
  for (const name of [...names].sort()) {
    const [folder, file] = parted(name);
    const days = folders.get(folder);
    if (days && /^\d{4}-\d{2}-\d{2}\.json$/.test(file)) days.push(name);
    else if (uploadIn(name) === null && !['users.json', ...lists.map((list) => list.file)].includes(name))
      account.skip('files that hold no messages');
  }
  return folders;
}

/** Where the files of messages lie, by their ids, where a tool has put them into the export. */
function uploadsOf(names: readonly string[]): Map<string, string> {
  return new Map(names.flatMap((name) => (uploadIn(name) === null ? [] : [[uploadIn(name) ?? '', name]])));
}

/** `__uploads/<id>/<name>`, `<channel>/attachments/<id>-<name>`: the id. */
function uploadIn(name: string): string | null {
  return /^(?:__uploads\/(\w+)\/|[^/]+\/attachments\/(F\w+)-)[^/]+$/.exec(name)?.slice(1).find(Boolean) ?? null;
}

function parted(name: string): [string, string] {
  const at = name.lastIndexOf('/');
  return [name.slice(0, Math.max(0, at)), name.slice(at + 1)];
}

async function* messagesIn(archive: Archive, days: readonly string[], account: Account): AsyncGenerator<SlackMessage> {
  for (const name of days) {
    const read = await archive.read(name);
    const json = 'bytes' in read ? readJson(read.bytes) : null;
    if (!json || !Array.isArray(json.value)) {
      account.skip(`days that are ${'problem' in read ? read.problem : 'no JSON'} (${name})`);
      continue;
    }
    account.change('broken bytes replaced', json.brokenBytes);
    const messages = json.value.flatMap((item: unknown) => {
      const parsed = messageSchema.safeParse(item);
      if (!parsed.success) account.skip('in no known form');
      return parsed.success ? [parsed.data] : [];
    });
    yield* messages.toSorted((a, b) => Number(a.ts) - Number(b.ts) || (a.ts < b.ts ? -1 : 1));
  }
}

function sourceWord(id: string): string {
  return (
    id
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]/g, '-')
      .slice(0, 40) || 'workspace'
  );
}
