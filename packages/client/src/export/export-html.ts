import type { ExportedFile, ExportedForward, ExportRecord, Id } from '@nova/contract';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { exportStyle } from './export-style.ts';
import { type Missing, placeOf } from './files-of-export.ts';
import { addressOf, isHarmless } from './harmless-files.ts';

/** What a readable export says in the reader's language. */
export interface ExportWords {
  /** Of the document, as `lang` and `dir` have them. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** With the instant. */
  readonly exportedAt: (at: string) => string;
  readonly members: (count: number) => string;
  readonly deleted: string;
  readonly edited: string;
  readonly pinned: string;
  readonly answers: (name: string) => string;
  readonly inThread: string;
  /** Of what is not said yet, in the conversation of that name. */
  readonly draft: (where: string) => string;
  readonly scheduled: (where: string, at: string) => string;
  readonly nobody: string;
  readonly sessions: string;
  /** Of one message, as it is shown. */
  readonly time: (at: string) => string;
  readonly day: (at: string) => string;
  /** Of a direct conversation. */
  readonly direct: string;
  readonly cutOff: string;
  /** Of a file that was to be there. */
  readonly missing: (why: Missing) => string;
}

export interface HtmlOptions {
  /** Whether files lie beside the page, as `placeOf` says, but for those that are missing. Absent: they do not. */
  readonly isWithFiles?: boolean;
}

/**
 * An export as one HTML page to read. It runs no script and loads nothing, whatever people wrote: texts become elements
 * through Markdown without raw HTML, and the page forbids everything but its own style. It leads to files beside it that
 * are harmless to open (M10).
 */
export async function* htmlOf(
  records: AsyncIterable<ExportRecord>,
  words: ExportWords,
  { isWithFiles = false }: HtmlOptions = {},
): AsyncGenerator<string> {
  const page = new Page(words, isWithFiles);
  yield page.head();
  for await (const record of records) {
    const made = page.write(record);
    if (made !== '') yield made;
  }
  yield page.foot();
}

class Page {
  readonly #words: ExportWords;
  readonly #isWithFiles: boolean;
  readonly #names = new Map<Id, string>();
  /** Message → its author, for replies. */
  readonly #authors = new Map<Id, Id>();
  readonly #titles = new Map<Id, string>();
  #open: { readonly members: Id[]; readonly record: Extract<ExportRecord, { type: 'conversation' }> } | null = null;
  #isHeaded = false;
  #day = '';
  #isWhole = false;

  constructor(words: ExportWords, isWithFiles: boolean) {
    this.#words = words;
    this.#isWithFiles = isWithFiles;
  }

  head(): string {
    const { language, direction, title } = this.#words;
    return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${exportStyle}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1>
`;
  }

  write(record: ExportRecord): string {
    switch (record.type) {
      case 'nova':
        return `<p>${escaped(this.#words.exportedAt(record.exportedAt))}</p></header>\n<main>\n`;
      case 'person':
        this.#names.set(record.id, record.name);
        return record.email === undefined
          ? ''
          : `<p class="me"><bdi>${escaped(record.name)}</bdi> · @${escaped(record.handle)} · ${escaped(record.email)}</p>\n`;
      case 'session':
        return `<p class="quiet">${escaped(this.#words.sessions)}: ${escaped(record.userAgent ?? '–')} · ${this.#time(record.createdAt)}</p>\n`;
      case 'conversation': {
        const made = this.#closeConversation();
        this.#open = { members: [], record };
        return made;
      }
      case 'member':
        this.#open?.members.push(record.userId);
        return '';
      case 'message':
        return this.#heading() + this.#message(record);
      case 'draft':
        return (
          this.#closeConversation() + this.#unsaid(record, this.#words.draft(this.#titleOf(record.conversationId)))
        );
      case 'scheduled': {
        const words = this.#words.scheduled(this.#titleOf(record.conversationId), record.dueAt);
        return this.#closeConversation() + this.#unsaid(record, words);
      }
      case 'end':
        this.#isWhole = true;
        return this.#closeConversation();
      default:
        return record satisfies never;
    }
  }

  foot(): string {
    const cut = this.#isWhole ? '' : `<p class="cut">${escaped(this.#words.cutOff)}</p>\n`;
    return `${cut}</main>\n</body>\n</html>\n`;
  }

  #closeConversation(): string {
    if (!this.#open) return '';
    const made = `${this.#heading()}</section>\n`;
    this.#open = null;
    this.#isHeaded = false;
    this.#day = '';
    return made;
  }

  /** Written when the members are known. */
  #heading(): string {
    if (!this.#open || this.#isHeaded) return '';
    this.#isHeaded = true;
    const { members, record } = this.#open;
    const names = members.slice(0, 100).map((id) => this.#nameOf(id));
    const title = record.title ?? (names.length > 0 ? names.join(', ') : this.#words.direct);
    this.#titles.set(record.id, title);
    const topic = record.topic === '' ? '' : `<p dir="auto">${escaped(record.topic)}</p>\n`;
    const list = `<p class="quiet">${escaped(this.#words.members(members.length))}: ${names.map((name) => `<bdi>${escaped(name)}</bdi>`).join(', ')}</p>\n`;
    return `<section>\n<h2 dir="auto">${escaped(title)}</h2>\n${topic}${list}`;
  }

  #message(message: Extract<ExportRecord, { type: 'message' }>): string {
    const { id, senderId, sentAt, replyToId, threadRootId, texts, deleted, reactions, pinned, files, forwarded } =
      message;
    this.#authors.set(id, senderId);
    const day = this.#words.day(sentAt);
    const heading = day === this.#day ? '' : `<h3>${escaped(day)}</h3>\n`;
    this.#day = day;
    const text = texts.at(-1);
    const marks = [
      threadRootId === null ? '' : `<a href="#m-${threadRootId}">${escaped(this.#words.inThread)}</a>`,
      replyToId === null
        ? ''
        : `<a href="#m-${replyToId}">${escaped(this.#words.answers(this.#nameOf(this.#authors.get(replyToId))))}</a>`,
      texts.length > 1 ? escaped(this.#words.edited) : '',
      pinned ? escaped(this.#words.pinned) : '',
    ].filter((mark) => mark !== '');
    const given = reactions.map(
      ({ emoji, userIds }) =>
        `<li title="${escaped(userIds.map((one) => this.#nameOf(one)).join(', '))}">${escaped(emoji)} ${userIds.length}</li>`,
    );
    return `${heading}<article id="m-${id}">
<p class="by"><b><bdi>${escaped(this.#nameOf(senderId))}</bdi></b> ${this.#time(sentAt)}${marks.length > 0 ? ` <span class="quiet">· ${marks.join(' · ')}</span>` : ''}</p>
<div class="body" dir="auto">${deleted || !text ? `<i>${escaped(this.#words.deleted)}</i>` : read(text.body)}</div>
${this.#files(files)}${forwarded ? this.#forward(forwarded) : ''}${given.length > 0 ? `<ul class="reactions">${given.join('')}</ul>\n` : ''}</article>
`;
  }

  #forward({ senderId, sentAt, body, files }: ExportedForward): string {
    return `<blockquote>
<p class="by"><b><bdi>${escaped(this.#nameOf(senderId))}</bdi></b> ${this.#time(sentAt)}</p>
<div class="body" dir="auto">${read(body)}</div>
${this.#files(files)}</blockquote>
`;
  }

  #unsaid(
    { body, files = [] }: { readonly body: string; readonly files?: readonly ExportedFile[] },
    words: string,
  ): string {
    return `<article><p class="by">${escaped(words)}</p>\n<div class="body" dir="auto">${read(body)}</div>${this.#files(files)}</article>\n`;
  }

  #files(files: readonly ExportedFile[]): string {
    if (files.length === 0) return '';
    return `<ul class="files">${files.map((file) => this.#file(file)).join('')}</ul>\n`;
  }

  /** A file by its name and what it shows; where it lies, if it does. The page loads none. */
  #file(file: ExportedFile): string {
    const { name, alt, missing } = file;
    const place = this.#isWithFiles && !missing ? placeOf(file) : null;
    const shown = `<bdi>${escaped(name)}</bdi>`;
    const isLink = place !== null && isHarmless(place);
    const link = isLink ? `<a href="${escaped(addressOf(place))}">${shown}</a>` : shown;
    const where = place !== null && !isLink ? ` <span class="quiet">(<bdi>${escaped(place)}</bdi>)</span>` : '';
    const why = missing ? ` <span class="quiet">(${escaped(this.#words.missing(missing))})</span>` : '';
    return `<li>📎 ${link}${alt === null ? '' : ` – <bdi>${escaped(alt)}</bdi>`}${where}${why}</li>`;
  }

  #titleOf(conversationId: Id): string {
    return this.#titles.get(conversationId) ?? this.#words.direct;
  }

  #time(at: string): string {
    return `<time datetime="${escaped(at)}">${escaped(this.#words.time(at))}</time>`;
  }

  #nameOf(id: Id | undefined): string {
    return (id !== undefined && this.#names.get(id)) || this.#words.nobody;
  }
}

/** Pictures are links: the page loads nothing. */
const noPictures = { disable: { null: ['labelStartImage'] } };

function read(body: string): string {
  return micromark(body, { extensions: [gfm(), noPictures], htmlExtensions: [gfmHtml()] });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
