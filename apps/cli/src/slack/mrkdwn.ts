import { withEmoji } from '../moving/emoji-names.ts';

/** What a text's references become. */
export interface Translating {
  /** The handle of a user id; null for nobody known. */
  handleOf(userId: string): string | null;
  /** A channel by its id: its title, and its address when it is there. */
  channelOf(channelId: string): { readonly title: string; readonly address: string | null } | null;
}

/**
 * Slack's markup as Markdown: mentions, channels, links, entities, emoji names, bold, struck and quoted text, code. What
 * meant nothing in Slack means nothing here: it is escaped where Markdown would make something else of it.
 */
export function markdownOf(mrkdwn: string, to: Translating): string {
  return mrkdwn
    .replaceAll('\r\n', '\n')
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, at) => (at % 2 === 1 ? code(part, to) : prose(part, to)))
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Code is told as it was seen: references without markup, fences on lines of their own. */
function code(part: string, to: Translating): string {
  const inner = (text: string): string =>
    decoded(text.replaceAll(/<([^<>\n]+)>/g, (_, body: string) => label(body, to)));
  if (!part.startsWith('```')) return inner(part);
  const text = inner(part.slice(3, -3)).replace(/^\n/, '').replace(/\n$/, '');
  return `\n\`\`\`\n${text}\n\`\`\`\n`;
}

function prose(part: string, to: Translating): string {
  const references: string[] = [];
  // References are set aside: nothing in an address is markup.
  const bare = part.replaceAll(/<([^<>\n]+)>/g, (_, body: string) => {
    references.push(reference(body, to));
    return `\uE000${references.length - 1}\uE001`;
  });
  const lines = bare.split('\n').map(line);
  return withEmoji(quoted(lines)).replaceAll(/\uE000(\d+)\uE001/g, (_, at: string) => references[Number(at)] ?? '');
}

/** `&gt;&gt;&gt;` quotes all that follows. */
function quoted(lines: readonly string[]): string {
  const from = lines.findIndex((text) => text.startsWith('>>>'));
  return lines.map((text, at) => (from >= 0 && at >= from ? `> ${text.replace(/^(>>>|>)\s?/, '')}` : text)).join('\n');
}

function line(text: string): string {
  const plain = decoded(text)
    .replaceAll(/(^|[^\p{L}\p{N}])(__+)(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(__+)(?![\p{L}\p{N}])/gu, escaped)
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?![\s*])([^*\n]*?[^\s*])\*(?![\p{L}\p{N}*])/gu, '**$1**')
    .replaceAll(/(?<![\p{L}\p{N}~])~(?![\s~])([^~\n]*?[^\s~])~(?![\p{L}\p{N}~])/gu, '~~$1~~')
    .replace(/^(\s*)•\s?/, '$1- ');
  // A heading, a line under a heading, a rule: none of them is anything in Slack.
  return plain.replace(/^(\s{0,3})(#{1,6}\s|=+\s*$|-{2,}\s*$|(?:\*\s*){3,}$)/, '$1\\$2');
}

function escaped(whole: string): string {
  return whole.replaceAll('_', '\\_');
}

/** What stands between `<` and `>`. */
function reference(body: string, to: Translating): string {
  const [target, shown] = parted(body);
  if (/^[@#!]/.test(target)) return named(target, shown, to);
  const address = decoded(target);
  const name = shown === undefined ? '' : decoded(shown);
  if (address.startsWith('tel:')) return name || address.slice('tel:'.length);
  if (address.startsWith('mailto:') && (name === '' || name === address.slice('mailto:'.length)))
    return address.slice('mailto:'.length);
  if (name === '' || name === address || `http://${name}` === address || `https://${name}` === address) return address;
  return `[${name.replaceAll(/[[\]\\]/g, String.raw`\$&`)}](${address.replaceAll(/[\s()<>]/g, percent)})`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** The same without markup. */
function label(body: string, to: Translating): string {
  const [target, shown] = parted(body);
  if (target.startsWith('#')) return `#${to.channelOf(target.slice(1))?.title ?? shown ?? target.slice(1)}`;
  if (/^[@!]/.test(target)) return named(target, shown, to);
  return shown ?? target.replace(/^(mailto|tel):/, '');
}

function named(target: string, shown: string | undefined, to: Translating): string {
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${to.handleOf(id) ?? shown ?? id}`;
  if (target.startsWith('#')) {
    const channel = to.channelOf(id);
    const title = channel?.title ?? shown ?? id;
    return channel?.address ? `[#${title}](${channel.address})` : `#${title}`;
  }
  if (/^!(here|channel|everyone)\b/.test(target)) return `@${/^!(\w+)/.exec(target)?.[1] ?? ''}`;
  if (target.startsWith('!subteam')) return (shown ?? '@group').replace(/^@?/, '@');
  return shown ?? id.replace(/^date\^\d+\^/, '');
}

function parted(body: string): [string, string | undefined] {
  const at = body.indexOf('|');
  return at < 0 ? [body, undefined] : [body.slice(0, at), body.slice(at + 1)];
}

/** Slack writes three entities and no others. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
