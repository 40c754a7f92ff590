import { z } from 'zod';

const text = z.string().catch('');
const textual = z.object({ text: text }).catch({ text: '' });
const blockSchema = z.object({
  type: z.string(),
  text: z.union([textual, z.string().transform((plain) => ({ text: plain }))]).optional(),
  fields: z.array(textual).catch([]),
  elements: z.array(z.unknown()).catch([]),
  alt_text: text,
  user_id: text,
  channel_id: text,
  range: text,
  name: text,
  url: text,
});

/** The text of a message that has none beside its blocks, in Slack's markup. */
export function textOfBlocks(blocks: readonly unknown[]): string {
  return blocks
    .map(textOf)
    .filter((part) => part !== '')
    .join('\n');
}

function textOf(block: unknown): string {
  const read = blockSchema.safeParse(block);
  if (!read.success) return '';
  const {
    type,
    text: own,
    fields,
    elements,
    alt_text: alt,
    user_id: user,
    channel_id: channel,
    range,
    name,
    url,
  } = read.data;
  switch (type) {
    case 'user':
      return `<@${user}>`;
    case 'channel':
      return `<#${channel}>`;
    case 'broadcast':
      return `<!${range}>`;
    case 'emoji':
      return `:${name}:`;
    case 'link':
      return own?.text ? `<${url}|${own.text}>` : `<${url}>`;
    case 'header':
      return `*${own?.text ?? ''}*`;
    case 'image':
      return alt;
    case 'rich_text_preformatted':
      return `\`\`\`${elements.map(textOf).join('')}\`\`\``;
    case 'rich_text_list':
      return elements.map((element) => `• ${textOf(element)}`).join('\n');
    case 'rich_text_quote':
      return elements.map(textOf).join('').replaceAll(/^/gm, '&gt;');
    case 'rich_text_section':
      return elements.map(textOf).join('');
    case 'rich_text':
    case 'context':
    case 'actions':
      return elements.map(textOf).filter(Boolean).join('\n');
    default:
      return [own?.text ?? '', ...fields.map((field) => field.text)].filter(Boolean).join('\n');
  }
}
