import type { MessageLink } from '@nova/client';

/** A link to a message as it stands in a text. */
export interface TextLink extends MessageLink {
  /** The thread that has it alone. */
  readonly threadRootId: string | null;
  /** As a path of this app. */
  readonly path: string;
}

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const link = new RegExp(
  `(https?://[^\\s/()<>]+|(?<=\\())(/c/(${id})(?:/m/([1-9]\\d{0,14})|\\?thread=(${id})&at=([1-9]\\d{0,14})))(?![\\w/])`,
  'gi',
);
const code = /`{3,}[\s\S]*?(?:`{3,}|$)|`[^`\n]*`/g;

/** The end of a text that forwards a message: what leads to it. */
export const forwardLine = /\s*↪ \[[^\]\n]*\]\([^)\n]*\)\s*$/u;

/** What is shown of links in one message, at most. */
const shownLinksMax = 3;

/** The links to messages of this app in a text, each once, in their order; those in code are none. */
export function messageLinks(text: string, origin: string): readonly TextLink[] {
  const found = new Map<string, TextLink>();
  for (const [, host, path = '', conversationId = '', seq, root = null, at] of text.replace(code, ' ').matchAll(link)) {
    if (host !== '' && host !== origin) continue;
    const place = { conversationId: conversationId.toLowerCase(), seq: Number(seq ?? at) };
    found.set(`${place.conversationId}/${place.seq}`, { ...place, threadRootId: root && root.toLowerCase(), path });
  }
  return [...found.values()].slice(0, shownLinksMax);
}
