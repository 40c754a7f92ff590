import { addressOf, conversationPlace } from '../../navigation/place.ts';

/** A conversation that can be named in a text. */
export interface Nameable {
  readonly id: string;
  readonly title: string;
}

const linked = /\[#([^\]\n]+)\]\(\/c\/([^)\s/]+)\)/g;
/** Code is left as it is. */
const code = /(`{3,}[\s\S]*?(?:`{3,}|$)|`[^`\n]*`)/;

/** A text as it is sent: `#title` of a known conversation becomes a link to it. The longest title wins. */
export function linkConversations(text: string, known: readonly Nameable[]): string {
  if (!text.includes('#')) return text;
  return outsideCode(text, (part) => {
    let made = '';
    let at = 0;
    for (const { index } of part.matchAll(sign)) {
      const rest = part.slice(index + 1);
      const found = index >= at ? longestOf(known.filter(({ title }) => beginsWith(rest, title))) : null;
      if (!found) continue;
      const written = rest.slice(0, found.title.length);
      made += `${part.slice(at, index)}[#${written}](${addressOf(conversationPlace(found.id))})`;
      at = index + 1 + written.length;
    }
    return made + part.slice(at);
  });
}

/** A `#` that begins a word; not the one of a heading, of an address or of a link that is there already. */
const sign = /(?<![\p{L}\p{N}#[/&])#(?=[\p{L}\p{N}])/gu;

/** The first of the longest titles. */
function longestOf(all: readonly Nameable[]): Nameable | null {
  return all.reduce<Nameable | null>(
    (longest, one) => (one.title.length > (longest?.title.length ?? 0) ? one : longest),
    null,
  );
}

function beginsWith(text: string, title: string): boolean {
  const isSame = text.slice(0, title.length).toLowerCase() === title.toLowerCase();
  return isSame && !/^[\p{L}\p{N}]/u.test(text.slice(title.length));
}

/** A text as it is edited: links to conversations are their titles again, where those lead there. */
export function unlinkConversations(text: string, known: readonly Nameable[]): string {
  return outsideCode(text, (part) =>
    part.replace(linked, (link, written: string) => {
      const plain = `#${written}`;
      return linkConversations(plain, known) === link ? plain : link;
    }),
  );
}

/** What one writes to name a conversation: its title, or a link where its title leads to another of that name. */
export function referenceTo({ id, title }: Nameable, known: readonly Nameable[]): string {
  const plain = `#${title}`;
  const link = `[${plain}](${addressOf(conversationPlace(id))})`;
  const led = linkConversations(plain, known);
  return led === plain || led === link ? plain : link;
}

function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(code)
    .map((part, n) => (n % 2 === 1 ? part : change(part)))
    .join('');
}
