import type { ClaimedDigest, MissedMessage } from '@nova/db';
import { documentOf, html, type Html } from './layout.ts';
import type { Letter } from './letter.ts';
import { cut, plainLine } from './plain-line.ts';
import { filled, type Speech, speechFor } from './words/words-for.ts';

/** Characters of a message that a digest shows. */
export const digestChars = 280;
const placesMax = 10;
const perPlace = 3;

export interface DigestLetterParts {
  readonly person: Pick<ClaimedDigest, 'name' | 'email' | 'language' | 'timeZone'>;
  /** The oldest first; at least one. */
  readonly missed: readonly MissedMessage[];
  /** Where Nova is, as an origin. */
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
  readonly messageId: string;
}

interface Place {
  readonly name: string;
  readonly link: string;
  readonly lines: readonly {
    readonly who: string;
    readonly when: string;
    readonly said: string;
    readonly link: string;
  }[];
  readonly more: number;
}

/** What somebody missed, as a mail: names and texts as they are, cut, with a link to each place. */
export function digestLetter({ person, missed, publicUrl, unsubscribeUrl, messageId }: DigestLetterParts): Letter {
  const speech = speechFor(person.language);
  const { words } = speech;
  const all = placesOf(missed, { speech, publicUrl, timeZone: person.timeZone });
  const [places, rest] = [all.slice(0, placesMax), all.slice(placesMax)];
  const names = all.slice(0, 2).map(({ name }) => cut(name, 60));
  const othersCount = all.length - names.length;
  const others = othersCount > 0 ? [filled(words.more, { count: String(othersCount) })] : [];
  const subject = filled(words.digestSubject, { places: [...names, ...others].join(', ') });
  const hello = filled(words.hello, { name: plainLine(person.name, 80) });
  const settingsUrl = `${publicUrl}/settings/profile`;
  const restLine = rest.length > 0 ? filled(words.more, { count: String(rest.length) }) : '';
  return {
    to: { name: plainLine(person.name, 80), address: person.email },
    subject,
    text: [
      hello,
      words.digestIntro,
      ...places.map((place) => textOf(place, speech)),
      ...(restLine ? [restLine] : []),
      `${words.openApp}: ${publicUrl}`,
      `--\n${words.digestWhy}\n${words.settings}: ${settingsUrl}\n${words.unsubscribe}: ${unsubscribeUrl}\n`,
    ].join('\n\n'),
    html: documentOf(
      speech,
      subject,
      html`<h1><bdi>${hello}</bdi></h1><p>${words.digestIntro}</p>
${places.map((place) => htmlOf(place, speech))}
<p>${restLine}</p><p><a class="do" href="${publicUrl}">${words.openApp}</a></p>
<p class="quiet">${words.digestWhy} <a href="${settingsUrl}">${words.settings}</a> ·
<a href="${unsubscribeUrl}">${words.unsubscribe}</a></p>`,
    ),
    messageId,
    unsubscribeUrl,
  };
}

function placesOf(
  missed: readonly MissedMessage[],
  {
    speech,
    publicUrl,
    timeZone,
  }: { readonly speech: Speech; readonly publicUrl: string; readonly timeZone: string | null },
): readonly Place[] {
  const { words, language } = speech;
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timeZone ?? 'UTC',
  });
  const byPlace = Map.groupBy(missed, ({ conversationId, threadRootId }) => `${conversationId} ${threadRootId ?? ''}`);
  return [...byPlace.values()].flatMap((messages): Place[] => {
    const [first] = messages;
    if (!first) return [];
    const name =
      first.kind === 'direct' ? first.senderName : `${first.kind === 'channel' ? '#' : ''}${first.title ?? ''}`;
    const plainName = plainLine(name, 120);
    return [
      {
        name: first.threadRootId === null ? plainName : `${words.thread} · ${plainName}`,
        link: linkTo(publicUrl, first),
        more: messages.length - Math.min(messages.length, perPlace),
        lines: messages.slice(0, perPlace).map((message) => ({
          who: plainLine(message.senderName, 80),
          when: `${when.format(new Date(message.sentAt))}${timeZone === null ? ' UTC' : ''}`,
          said: saidIn(message, words.file),
          link: linkTo(publicUrl, message),
        })),
      },
    ];
  });
}

function saidIn({ body, fileName }: MissedMessage, file: string): string {
  const said = plainLine(body, digestChars);
  if (said !== '' || fileName === null) return said;
  return filled(file, { name: plainLine(fileName, 80) });
}

function linkTo(publicUrl: string, { conversationId, seq, threadRootId }: MissedMessage): string {
  const at = `${publicUrl}/c/${conversationId}`;
  return threadRootId === null ? `${at}/m/${seq}` : `${at}?thread=${threadRootId}&at=${seq}`;
}

function textOf({ name, lines, more, link }: Place, { words }: Speech): string {
  return [
    name,
    ...lines.map(({ who, when, said }) => `  ${who} (${when}): ${said}`),
    ...(more > 0 ? [`  ${filled(words.more, { count: String(more) })}`] : []),
    `  ${link}`,
  ].join('\n');
}

function htmlOf({ name, lines, more, link }: Place, { words }: Speech): Html {
  return html`<section><h2><bdi>${name}</bdi></h2>
${lines.map(
  ({
    who,
    when,
    said,
    link: at,
  }) => html`<p><strong><bdi>${who}</bdi></strong> <a class="quiet" href="${at}">${when}</a><br>
<span dir="auto">${said}</span></p>
`,
)}<p class="quiet">${more > 0 ? filled(words.more, { count: String(more) }) : ''}</p><a href="${link}">${words.open}</a></section>
`;
}
