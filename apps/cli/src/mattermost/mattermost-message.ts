import type { Account } from '../moving/account.ts';
import { bodiesOfText } from '../moving/bodies.ts';
import { emojiNamed, withEmoji } from '../moving/emoji-names.ts';
import { filesOf, type NamedFile } from '../moving/files-of.ts';
import { type MovedMessage, type Names, plainMessage } from '../moving/moved.ts';
import type { LinesExport } from '../moving/open-lines.ts';
import { lineOfName } from '../moving/upload-files.ts';
import type { MattermostSaying } from './mattermost-export.ts';

/** Something said in a conversation, as the spool keeps it. */
export interface Said {
  readonly saying: MattermostSaying;
  /** Tells it from what else was said at the same instant by the same person. */
  readonly place: number;
  readonly root: MovedMessage['key'] | null;
}

export function keyOf({ user, create_at: at }: MattermostSaying, place: number): MovedMessage['key'] {
  return [user, at, place];
}

export interface MattermostContext {
  readonly names: Names;
  readonly account: Account;
  /** Where the files are that messages name. */
  readonly exported: Pick<LinesExport, 'archive' | 'folder'>;
  readonly isKnown: (username: string) => boolean;
  /** A channel of the same team by its name: its title and the source it is imported from. */
  readonly channelOf: (name: string) => { readonly title: string; readonly source: string } | null;
}

/** A post as a message; null when it is none, which is counted. */
export async function movedMessage(
  { saying, place, root }: Said,
  context: MattermostContext,
): Promise<MovedMessage | null> {
  const { account, isKnown, exported } = context;
  const { type, user, create_at: created, edit_at: edited } = saying;
  if (type.startsWith('system_')) return skipped(account, `notices (${type.slice(0, 60)})`);
  const named = (saying.attachments ?? []).map(({ path }) => namedFile(path, exported.folder));
  const { files, lines } = await filesOf(named, { account, archive: exported.archive });
  const attached = saying.props.attachments.map(({ pretext, title, title_link: link, text, fallback }) =>
    [pretext, title && (link ? `[${title}](${link})` : `**${title}**`), text || (title ? '' : fallback)]
      .filter(Boolean)
      .join('\n'),
  );
  const text = [markdownOf(saying.message, context), ...attached, ...lines].filter((part) => part !== '').join('\n');
  const bodies = bodiesOfText(type === 'me' ? `/me ${text}` : text);
  const [body] = bodies;
  if (body === undefined && files.length === 0) return skipped(account, 'nothing in them is visible');
  const isEdited = edited > created;
  if (isEdited) account.change('edited messages come with their newest text: Mattermost exports no other');
  const sentAt = new Date(created).toISOString();
  return {
    ...plainMessage,
    key: keyOf(saying, place),
    author: user,
    sentAt,
    bodies,
    files,
    threadRoot: root,
    edits: isEdited && body !== undefined ? [{ body, at: new Date(edited).toISOString() }] : [],
    reactions: reactionsOf(saying, account, isKnown),
    pinned: saying.is_pinned ? { at: sentAt, by: null } : null,
  };
}

/** An export has the files of its posts below `data`, under the paths that the posts name. */
function namedFile(path: string, folder: string): NamedFile {
  const name = path.split('/').at(-1) || 'file';
  return { name, alt: null, type: '', entries: [`${folder}data/${path}`, `${folder}${path}`], line: lineOfName(name) };
}

function skipped(account: Account, reason: string): null {
  account.skip(reason);
  return null;
}

/** Mattermost writes Markdown: only its names become Nova's, outside of code. */
function markdownOf(text: string, { names, channelOf }: MattermostContext): string {
  return text
    .split(/(`{3,}[\s\S]*?(?:`{3,}|$)|`[^`\n]*`)/)
    .map((part, at) =>
      at % 2 === 1 ? part : withEmoji(part.replaceAll(mention, mentioned).replaceAll(channel, linked)),
    )
    .join('');

  function mentioned(whole: string, name: string): string {
    const handle = names.handleOf(name.toLowerCase());
    return handle === null ? whole : `@${handle}`;
  }

  function linked(whole: string, name: string): string {
    const found = channelOf(name.toLowerCase());
    if (!found) return whole;
    const id = names.conversationIdOf(found.source);
    return id === null ? `#${found.title}` : `[#${found.title}](/c/${id})`;
  }
}

const mention = /(?<![\p{L}\p{N}._@/-])@([a-z0-9][a-z0-9._-]*[a-z0-9]|[a-z0-9])/giu;
const channel = /(?<![\p{L}\p{N}~/])~([a-z0-9][a-z0-9_-]+)/giu;

function reactionsOf(
  { reactions }: MattermostSaying,
  account: Account,
  isKnown: (username: string) => boolean,
): MovedMessage['reactions'] {
  const kept = new Map<string, Set<string>>();
  for (const { user, emoji_name: name } of (reactions ?? []).toSorted((a, b) => a.create_at - b.create_at)) {
    const emoji = emojiNamed(name);
    if (emoji === null) account.change('reactions with a custom emoji left out');
    else if (!isKnown(user)) account.change('reactions of people whom the export does not name left out');
    else kept.set(emoji, (kept.get(emoji) ?? new Set()).add(user));
  }
  return [...kept].map(([emoji, by]) => ({ emoji, by: [...by] }));
}
