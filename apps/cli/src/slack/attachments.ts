import type { SlackAttachment, SlackFile } from './slack-export.ts';

/** What programs attach to a message, in Slack's markup: a quote with its title as a link. Empty for a link's preview. */
export function textOfAttachment(attachment: SlackAttachment): string {
  const { pretext, title, title_link: link, author_name: author, text, fallback, fields, footer } = attachment;
  if (isPreview(attachment)) return '';
  const heading = title === '' ? '' : link === '' ? `*${title}*` : `<${link}|${title}>`;
  const said = [author, heading, text, ...fields.map((field) => `*${field.title}*: ${field.value}`), footer].filter(
    (part) => part.trim() !== '',
  );
  const body = said.length === 0 && pretext === '' ? fallback : said.join('\n');
  return [pretext, body.replaceAll(/^/gm, '&gt;')].filter((part) => part !== '' && part !== '&gt;').join('\n');
}

/** Slack looked it up for an address in the text, which comes over. */
export function isPreview({ from_url: from, original_url: original }: SlackAttachment): boolean {
  return from !== '' || original !== '';
}

/**
 * A line that names a file. Its content is not in an export; the address is the one that needs signing in to Slack,
 * never one of those that carry a key.
 */
export function lineOfFile({ name, title, mimetype, pretty_type: pretty, size, permalink, mode }: SlackFile): string {
  if (mode === 'tombstone') return '📎 (a file that was deleted)';
  const shown = (title || name || 'file').replaceAll(/[<>|]/g, ' ');
  const address = /^https:\/\/[^?\s]+$/.test(permalink) ? permalink : '';
  const facts = [pretty || mimetype, size > 0 ? sizeText(size) : ''].filter((fact) => fact !== '');
  return `📎 ${address === '' ? shown : `<${address}|${shown}>`}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1_000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}
