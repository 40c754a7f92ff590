import type { Account } from '../moving/account.ts';
import { bodiesOfText } from '../moving/bodies.ts';
import { emojiNamed } from '../moving/emoji-names.ts';
import { filesOf, type NamedFile } from '../moving/files-of.ts';
import { type MovedMessage, plainMessage } from '../moving/moved.ts';
import type { Archive } from '../moving/read-archive.ts';
import { isPreview, lineOfFile, textOfAttachment } from './attachments.ts';
import { textOfBlocks } from './blocks.ts';
import { markdownOf, type Translating } from './mrkdwn.ts';
import { instantOf, type SlackChannel, type SlackFile, type SlackMessage } from './slack-export.ts';

/** Notices that Slack writes into a channel by itself. */
const notices =
  /^(?:channel|group|mpim|app_conversation)_(?:join|leave|topic|purpose|name|archive|unarchive|posting_permissions|convert_to_private)$|^(?:pinned_item|unpinned_item|bot_(?:add|remove|enable|disable)|reminder_add|huddle_thread|sh_room_created|joined_channel|unfurl_[a-z_]+|channel_canvas_updated)$/;
/** Records of a change to another message, in exports for compliance. */
const records = /^message_(?:changed|deleted|replied)$/;

/** A thread's reply that was also sent to the channel. */
const broadcasts = new Set(['thread_broadcast', 'reply_broadcast']);

export interface MessageContext extends Translating {
  readonly channel: SlackChannel;
  readonly account: Account;
  readonly archive: Archive;
  /** Where in the archive the bytes of a file lie, by its id: tools that complete an export put them there. */
  readonly uploads: ReadonlyMap<string, string>;
  /** Whether a person is known, and so may have reacted or pinned. */
  isKnown(userId: string): boolean;
}

/** Who wrote a message: a key of the import's people. */
export function authorOf({ user, bot_id: bot, comment, username }: SlackMessage): string {
  return comment?.user || user || bot || (username && `name:${username.toLowerCase()}`) || 'unknown';
}

/** A message of Slack as one of Nova; null when it is none, which is counted. */
export async function movedMessage(message: SlackMessage, context: MessageContext): Promise<MovedMessage | null> {
  const { subtype, ts, thread_ts: thread, edited } = message;
  const { account } = context;
  if (message.type !== 'message') return skipped(account, `of the type ${message.type.slice(0, 40)}`);
  if (notices.test(subtype)) return skipped(account, `notices (${subtype})`);
  if (records.test(subtype)) return skipped(account, 'records of changes to other messages');
  const author = authorOf(message);
  const head = {
    ...plainMessage,
    key: [ts],
    author,
    sentAt: instantOf(ts),
    threadRoot: thread !== '' && thread !== ts ? [thread] : null,
    alsoSent: broadcasts.has(subtype),
  };
  if (subtype === 'tombstone')
    return {
      ...head,
      author: author === 'USLACKBOT' ? 'unknown' : author,
      bodies: [],
      deleted: { at: head.sentAt, by: null },
    };
  const { files, lines } = await filesOf(
    filesIn(message).map((file) => namedFile(file, context)),
    context,
  );
  const text = markdownOf(textOf(message, lines, account), context);
  const bodies = bodiesOfText(subtype === 'me_message' ? `/me ${text}` : text);
  const [body] = bodies;
  if (body === undefined && files.length === 0) return skipped(account, 'nothing in them is visible');
  if (edited) account.change('edited messages come with their newest text: Slack exports no other');
  return {
    ...head,
    bodies,
    files,
    edits: edited && body !== undefined ? [{ body, at: instantOf(edited.ts) }] : [],
    reactions: reactionsOf(message, context),
    pinned: pinOf(message, context),
  };
}

function skipped(account: Account, reason: string): null {
  account.skip(reason);
  return null;
}

function filesIn({ file, files }: SlackMessage): readonly SlackFile[] {
  return files.length > 0 ? files : file ? [file] : [];
}

function namedFile(file: SlackFile, { uploads }: MessageContext): NamedFile {
  const entry = uploads.get(file.id);
  const { name, title, mimetype: type } = file;
  return { name: name || title, alt: null, type, entries: entry === undefined ? [] : [entry], line: lineOfFile(file) };
}

function textOf(message: SlackMessage, lines: readonly string[], account: Account): string {
  const { text, comment, subtype, attachments, blocks } = message;
  account.change('link previews left out, their addresses stay', attachments.filter(isPreview).length);
  // What Slack says of a file is told by its line.
  const said =
    comment && subtype === 'file_comment' ? comment.comment : isUpload(text, filesIn(message).length) ? '' : text;
  return [said || textOfBlocks(blocks), ...attachments.map(textOfAttachment), ...lines]
    .filter((part) => part !== '')
    .join('\n');
}

/** `<@U1> uploaded a file: <…>`, which Slack wrote for its author. */
function isUpload(text: string, files: number): boolean {
  return files > 0 && /^<@\w+(?:\|[^>]*)?> (?:uploaded|shared) a file: <[^>]*>$/.test(text);
}

function reactionsOf({ reactions }: SlackMessage, { account, isKnown }: MessageContext): MovedMessage['reactions'] {
  const kept = new Map<string, Set<string>>();
  for (const { name, users, count } of reactions) {
    const emoji = emojiNamed(name);
    const known = users.filter(isKnown);
    if (emoji === null) {
      account.change('reactions with a custom emoji left out', Math.max(count, users.length));
      continue;
    }
    account.change(
      'reactions of people whom the export does not name left out',
      Math.max(count, users.length) - known.length,
    );
    const by = kept.get(emoji) ?? new Set();
    for (const user of known) by.add(user);
    if (by.size > 0) kept.set(emoji, by);
  }
  return [...kept].map(([emoji, by]) => ({ emoji, by: [...by] }));
}

function pinOf({ ts, pinned_info: info }: SlackMessage, { channel, isKnown }: MessageContext): MovedMessage['pinned'] {
  const listed = channel.pins.find(({ id }) => id === ts);
  const seconds = info?.pinned_ts ?? listed?.created;
  if (seconds === undefined) return null;
  const by = info?.pinned_by ?? listed?.user ?? '';
  return { at: new Date((seconds || Number(ts)) * 1_000).toISOString(), by: isKnown(by) ? by : null };
}
