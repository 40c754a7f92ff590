import { createHash } from 'node:crypto';
import { limits } from '@nova/contract';
import type { Account } from '../moving/account.ts';
import { lineOf } from '../moving/bodies.ts';
import { counted } from '../moving/counted.ts';
import type { MovedConversation, MovedMessage, MovedPerson, Names } from '../moving/moved.ts';
import type { LinesExport } from '../moving/open-lines.ts';
import type { Spool } from '../moving/spool.ts';
import type { MattermostUser } from './mattermost-export.ts';
import { movedMessage, type Said } from './mattermost-message.ts';

/** A conversation as its line of the export tells it. */
export type MattermostPlace =
  | {
      readonly kind: 'channel' | 'group';
      readonly team: string;
      readonly name: string;
      readonly display_name: string;
      readonly header: string;
      readonly purpose: string;
    }
  | { readonly kind: 'direct'; readonly members: readonly string[]; readonly header: string };

/** A conversation and who is in it. */
interface Known {
  readonly of: string;
  readonly place: MattermostPlace;
  readonly members: readonly { readonly key: string; readonly isAdmin: boolean }[];
}

/** Names what a direct conversation is between. */
export function directSource(members: readonly string[]): string {
  return `direct:${[...new Set(members)].sort().join('+')}`;
}

/** Who is where: of channels the users tell, of direct ones the conversation itself. */
export function placesOf(
  places: ReadonlyMap<string, MattermostPlace>,
  users: ReadonlyMap<string, MattermostUser>,
): readonly Known[] {
  const members = new Map<string, { key: string; isAdmin: boolean }[]>();
  for (const [key, user] of users) {
    if (user.delete_at > 0) continue;
    for (const team of user.teams)
      for (const { name, roles } of team.channels) {
        const of = `${team.name}:${name}`;
        members.set(of, [...(members.get(of) ?? []), { key, isAdmin: roles.includes('channel_admin') }]);
      }
  }
  return [...places].map(([of, place]) => ({
    of,
    place,
    members: place.kind === 'direct' ? place.members.map((key) => ({ key, isAdmin: false })) : (members.get(of) ?? []),
  }));
}

interface Surroundings {
  readonly people: ReadonlyMap<string, MovedPerson>;
  readonly spool: Spool;
  readonly exported: Pick<LinesExport, 'archive' | 'folder'>;
}

/** The conversations of an export as those of a source. */
export function sourcesOf(known: readonly Known[], around: Surroundings): MovedConversation[] {
  const titles = new Map(known.map((one) => [one.of, { title: titleOf(one, around), source: sourceOf(one.of) }]));
  return known.map((one): MovedConversation => {
    const { place, of } = one;
    const kind = place.kind === 'direct' && place.members.length !== 2 ? 'group' : place.kind;
    const members = kind === 'group' ? one.members.slice(0, limits.groupMembersMax) : one.members;
    const hasAdmin = members.some(({ isAdmin }) => isAdmin);
    return {
      source: sourceOf(of),
      kind,
      title: kind === 'direct' ? null : titleOf(one, around),
      topic: topicOf(place),
      members: members.map(({ key, isAdmin }, at) => ({
        key,
        role: kind !== 'direct' && (isAdmin || (!hasAdmin && at === 0)) ? 'owner' : 'member',
      })),
      ownedByImporter: kind === 'channel',
      messages: (names, account) => counted(translated(one, { ...around, names, account, titles }), account),
    };
  });
}

async function* translated(
  { of, place }: Known,
  around: Surroundings & {
    readonly names: Names;
    readonly account: Account;
    readonly titles: ReadonlyMap<string, { readonly title: string; readonly source: string }>;
  },
): AsyncGenerator<MovedMessage> {
  const { names, account, people, titles, exported } = around;
  const context = {
    names,
    account,
    exported,
    isKnown: (username: string) => people.has(username),
    channelOf: (name: string) => (place.kind === 'direct' ? null : (titles.get(`${place.team}:${name}`) ?? null)),
  };
  for await (const said of around.spool.read(of)) {
    const moved = await movedMessage(said as Said, context);
    if (moved) yield moved;
  }
}

/** Short, and made of what a source may be made of, whatever teams and people are called. */
function sourceOf(of: string): string {
  const plain = of.toLowerCase();
  if (/^[a-z0-9:._-]{1,80}$/.test(plain) && plain === of) return `mattermost:${plain}`;
  return `mattermost:${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;
}

function titleOf({ place, of, members }: Known, { people }: Surroundings): string {
  const named =
    place.kind === 'direct' ? members.map(({ key }) => people.get(key)?.name ?? key).join(', ') : place.display_name;
  return lineOf(named, limits.titleMaxChars) || of;
}

function topicOf(place: MattermostPlace): string {
  const topic = place.kind === 'direct' ? place.header : place.header || place.purpose;
  const text = topic.replaceAll('\u0000', '').toWellFormed().trim().slice(0, limits.topicMaxChars);
  return text.isWellFormed() ? text : text.slice(0, -1);
}
