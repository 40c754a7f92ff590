import { limits } from '@nova/contract';
import type { Account } from '../moving/account.ts';
import { lineOf } from '../moving/bodies.ts';
import { counted } from '../moving/counted.ts';
import type { MovedConversation, MovedMessage, Names } from '../moving/moved.ts';
import { type MessageContext, movedMessage } from './slack-message.ts';
import type { SlackChannel, SlackMessage, SlackUser } from './slack-export.ts';

/** A conversation of an export and where its days are. */
export interface SlackPlace {
  readonly workspace: string;
  readonly kind: 'channel' | 'group' | 'direct';
  readonly channel: SlackChannel;
  readonly folder: string;
}

interface Surroundings {
  readonly users: ReadonlyMap<string, SlackUser>;
  readonly titleOf: (channelId: string) => SlackPlace | null;
  readonly isKnown: (userId: string) => boolean;
  readonly archive: MessageContext['archive'];
  readonly uploads: MessageContext['uploads'];
  /** Its messages, day by day. */
  readonly read: (account: Account) => AsyncIterable<SlackMessage>;
}

/** A conversation of Slack as one of Nova. A direct one that is not between two is a group. */
export function conversationOf(place: SlackPlace, around: Surroundings): MovedConversation {
  const { channel } = place;
  const present = [...new Set(channel.members)].filter((id) => around.users.get(id)?.deleted !== true);
  const kind = place.kind === 'direct' && new Set(channel.members).size !== 2 ? 'group' : place.kind;
  const inIt = kind === 'direct' ? channel.members : present;
  const fitting = kind === 'group' ? inIt.slice(0, limits.groupMembersMax) : inIt;
  const owner = kind === 'direct' ? null : ownerAmong(fitting, channel.creator, around.users);
  return {
    source: sourceOf(place),
    kind,
    title: kind === 'direct' ? null : titleOf(place, around.users),
    topic: textOf(channel.topic.value || channel.purpose.value),
    ...(channel.created > 0 ? { createdAt: new Date(channel.created * 1_000).toISOString() } : {}),
    members: fitting.map((key) => ({ key, role: key === owner ? 'owner' : 'member' })),
    ownedByImporter: kind === 'channel',
    messages: (names, account) => counted(translated(place, { around, names, account }), account),
  };
}

/** Who keeps it: its maker, else an owner of the workspace, else whoever is first. */
function ownerAmong(members: readonly string[], creator: string, users: ReadonlyMap<string, SlackUser>): string | null {
  if (members.includes(creator)) return creator;
  return members.find((id) => users.get(id)?.is_owner) ?? members[0] ?? null;
}

async function* translated(
  { channel }: SlackPlace,
  { around, names, account }: { around: Surroundings; names: Names; account: Account },
): AsyncGenerator<MovedMessage> {
  const context = {
    channel,
    account,
    isKnown: around.isKnown,
    archive: around.archive,
    uploads: around.uploads,
    handleOf: (id: string) => names.handleOf(id),
    channelOf(id: string) {
      const place = around.titleOf(id);
      if (!place) return null;
      const conversationId = names.conversationIdOf(sourceOf(place));
      return { title: titleOf(place, around.users), address: conversationId && `/c/${conversationId}` };
    },
  };
  for await (const message of around.read(account)) {
    const moved = await movedMessage(message, context);
    if (moved) yield moved;
  }
}

function sourceOf({ workspace, channel }: SlackPlace): string {
  return `slack:${workspace}:${channel.id.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-')}`;
}

function titleOf({ kind, channel }: SlackPlace, users: ReadonlyMap<string, SlackUser>): string {
  const isNamed = channel.name !== '' && !channel.name.startsWith('mpdm-') && kind !== 'direct';
  const people = channel.members.map((id) => users.get(id)?.profile.real_name || users.get(id)?.name || id);
  return lineOf(isNamed ? channel.name : people.join(', '), limits.titleMaxChars) || channel.id;
}

function textOf(topic: string): string {
  const text = labels(topic).replaceAll('\u0000', '').toWellFormed().trim().slice(0, limits.topicMaxChars);
  return text.isWellFormed() ? text : text.slice(0, -1);
}

/** A topic is text without markup. */
function labels(topic: string): string {
  const bare = topic.replaceAll(
    /<([^<>|\n]+)(?:\|([^<>\n]*))?>/g,
    (_, target: string, label: string) => label || target,
  );
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
